package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import java.net.InetAddress;
import java.time.Duration;

/**
 * One round of echoes to exchange.
 *
 * @param session the probe's own; carries its id from round to round
 * @param renewIdentity whether to draw a new id first (and in datagram mode use another socket)
 * @param waitingTime Tmax of each echo, from its own departure
 */
record EchoOrder(
        EchoSession session,
        boolean renewIdentity,
        InetAddress target,
        EchoBurst burst,
        Duration waitingTime,
        RoundTrace trace) {}

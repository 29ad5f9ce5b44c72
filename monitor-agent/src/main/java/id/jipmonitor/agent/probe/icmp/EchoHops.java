package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import java.net.InetAddress;
import java.time.Duration;

/** Asks hops by echo requests (RFC 792, RFC 4443), all in one flow. */
final class EchoHops implements HopRequests {
    private final Echoes echoes;
    private final int payloadBytes;
    private final int queries;
    private final Duration waitingTime;
    private final EchoSession session = new EchoSession(true);

    EchoHops(Echoes echoes, int payloadBytes, int queries, Duration waitingTime) {
        this.echoes = echoes;
        this.payloadBytes = payloadBytes;
        this.queries = queries;
        this.waitingTime = waitingTime;
    }

    @Override
    public void announce(RoundTrace trace) {
        trace.say(
                "Menanyai lompatan dengan echo ICMP, " + payloadBytes + " byte",
                "Asking hops by ICMP echo, " + payloadBytes + " bytes");
    }

    @Override
    public EchoReport ask(InetAddress target, int first, int width) throws EchoFailure, InterruptedException {
        EchoSource source = echoes.source();
        if (!source.tellsHops()) {
            throw new EchoFailure(
                    Cause.NOT_PERMITTED,
                    "the ping command tells no times of hops. Permit sockets: " + EchoLadder.SYSCTL);
        }
        EchoBurst burst = new EchoBurst(
                HopRequests.timesToLive(first, width, queries), ProbeSettings.Path.GAP, payloadBytes, 0, false);
        return source.exchange(new EchoOrder(session, false, target, burst, waitingTime, RoundTrace.NONE));
    }

    @Override
    public void close() {
        echoes.source().forget(session);
    }
}

package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;

/**
 * One probe of an assignment.
 *
 * @param target host name or address, at most 253 characters
 * @param waitingTime Tmax of a packet or step; not longer than the interval
 */
public record ProbeSpec(ProbeId probe, String target, Cadence cadence, Duration waitingTime, ProbeSettings settings) {}

package id.jipmonitor.agent.probe;

import java.time.Instant;

/**
 * One firing of one probe.
 *
 * @param startedAt wall clock of the agent
 * @param monotonicNanos monotonic clock of the agent at the same moment, cut to whole microseconds, as the wall clock is in a
 *     result: below that their difference is noise, which would travel with every result
 * @param trace told what happens, step by step
 */
public record Round(Instant startedAt, long monotonicNanos, RoundTrace trace) {
    private static final long MICROS = 1_000;

    public Round {
        monotonicNanos = Math.floorDiv(monotonicNanos, MICROS) * MICROS;
    }
}

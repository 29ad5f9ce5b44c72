package id.jipmonitor.agent.probe;

import java.time.Instant;

/**
 * One firing of one probe.
 *
 * @param startedAt wall clock of the agent
 * @param monotonicNanos monotonic clock of the agent at the same moment
 * @param trace told what happens, step by step
 */
public record Round(Instant startedAt, long monotonicNanos, RoundTrace trace) {}

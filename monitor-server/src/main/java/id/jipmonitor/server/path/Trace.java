package id.jipmonitor.server.path;

import java.time.Instant;

/**
 * A way and when it was asked for.
 *
 * @param at start of the round, event time
 */
public record Trace(Instant at, Way way) {}

package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which round starts are believed. A clock a day ahead would block a link's timeline, one at 1970 would rewrite closed
 * reports; such results are refused one by one, so that the others of their batch live.
 */
final class ArrivalWindow {
    static final Duration OLDEST = Duration.ofDays(30);
    static final Duration AHEAD = Duration.ofMinutes(5);

    private ArrivalWindow() {}

    /** Why the result is refused at this server time, if it is. */
    static Optional<String> refusal(ProbeResult result, Instant now) {
        Instant from = now.minus(OLDEST);
        Instant to = now.plus(AHEAD);
        if (!result.startedAt().isBefore(from) && !result.startedAt().isAfter(to)) {
            return Optional.empty();
        }
        return Optional.of("round start: expected " + from + " to " + to + ". Found: " + result.startedAt()
                + ". Check the agent's clock");
    }
}

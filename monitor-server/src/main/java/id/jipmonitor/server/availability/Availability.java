package id.jipmonitor.server.availability;

import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time ledger of one period in whole milliseconds, and the bounded figures that follow (DESIGN section 5): with
 * U = up + degraded, D = down, K = blind + no data and service time S = U + D + K. Maintenance is outside S.
 */
public record Availability(long up, long degraded, long down, long maintenance, long blind, long noData) {
    /**
     * Adds up a timeline. Each boundary counts at its whole millisecond, so the six states sum to the period exactly.
     */
    public static Availability of(Timeline timeline) {
        Map<LinkState, Long> millis = new EnumMap<>(LinkState.class);
        for (Interval each : timeline.intervals()) {
            millis.merge(each.state(), each.to().toEpochMilli() - each.from().toEpochMilli(), Long::sum);
        }
        return new Availability(
                millis.getOrDefault(LinkState.UP, 0L),
                millis.getOrDefault(LinkState.DEGRADED, 0L),
                millis.getOrDefault(LinkState.DOWN, 0L),
                millis.getOrDefault(LinkState.MAINTENANCE, 0L),
                millis.getOrDefault(LinkState.BLIND, 0L),
                millis.getOrDefault(LinkState.NO_DATA, 0L));
    }

    /** The six states together: the period. */
    public long period() {
        return service() + maintenance;
    }

    /** S. */
    public long service() {
        return usable() + down + unseen();
    }

    /** U: two-way connectivity was there, well or badly. */
    public long usable() {
        return up + degraded;
    }

    /** K: nobody can say. */
    public long unseen() {
        return blind + noData;
    }

    /** U / (U + D); empty when nothing was seen. */
    public Optional<Fraction> measured() {
        return share(usable(), usable() + down);
    }

    /** (U + D) / S; empty without service time. */
    public Optional<Fraction> coverage() {
        return share(usable() + down, service());
    }

    /** U / S: all that was unseen was DOWN. */
    public Optional<Fraction> lower() {
        return share(usable(), service());
    }

    /** (U + K) / S: all that was unseen was UP. */
    public Optional<Fraction> upper() {
        return share(usable() + unseen(), service());
    }

    /** Whether a target was met, as far as the unseen time leaves it open. */
    public Verdict against(BigDecimal targetPercent) {
        if (lower().map(bound -> bound.atLeast(targetPercent)).orElse(false)) {
            return Verdict.MET;
        }
        boolean possible = upper().map(bound -> bound.atLeast(targetPercent)).orElse(true);
        return possible ? Verdict.CANNOT_BE_DETERMINED : Verdict.NOT_MET;
    }

    private static Optional<Fraction> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(new Fraction(part, whole));
    }
}

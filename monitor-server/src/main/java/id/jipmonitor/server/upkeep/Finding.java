package id.jipmonitor.server.upkeep;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.Incident.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found out about one part of the monitor, good or bad. What nobody has found out is no finding: silence does not
 * mean that all is well.
 *
 * @param subject an agent's id, {@code server} or {@code authority}
 * @param trouble empty when all is well
 */
public record Finding(Kind kind, String subject, Optional<Trouble> trouble) {
    /**
     * What is wrong.
     *
     * @param since when it began, as far as is known
     */
    public record Trouble(Instant since, Evidence evidence) {}

    /** @throws IllegalArgumentException when the kind follows from results */
    public Finding {
        if (kind.ofTimeline()) {
            throw new IllegalArgumentException("finding: expected a kind of upkeep. Found: " + kind);
        }
    }

    /** All is well. */
    public static Finding good(Kind kind, String subject) {
        return new Finding(kind, subject, Optional.empty());
    }

    /**
     * A certificate is near its end, which renewal should have prevented.
     *
     * @param days the mark that was passed, 0 when it has ended
     * @param since when the first mark was passed
     */
    public static Finding certificateEnding(String subject, Instant end, int days, Instant since) {
        Evidence evidence = days == 0
                ? new Evidence("Sertifikat sudah berakhir pada " + end + ".", "The certificate ended at " + end + ".")
                : new Evidence(
                        "Sertifikat berakhir pada " + end + ", dalam " + days + " hari; seharusnya sudah diperbarui.",
                        "The certificate ends at " + end + ", within " + days
                                + " days; renewal should have replaced it.");
        return bad(Kind.CERTIFICATE_ENDING, subject, since, evidence);
    }

    /** Two machines take turns under one agent's name. */
    public static Finding identityDuplicated(AgentId agent, Instant since) {
        return bad(
                Kind.IDENTITY_DUPLICATED,
                agent.value(),
                since,
                new Evidence(
                        "Dua mesin bergantian memakai satu sertifikat; alamatnya ada di log server.",
                        "Two machines take turns with one certificate; the server's log has their addresses."));
    }

    /**
     * An agent's clock is wrong. Told in steps, so that a drifting clock is not news every minute.
     *
     * @param offset agent's clock less server's, at least a second either way
     */
    public static Finding clockWrong(AgentId agent, Duration offset, Instant since) {
        Step step = Step.below(offset.abs());
        boolean ahead = !offset.isNegative();
        return bad(
                Kind.CLOCK_WRONG,
                agent.value(),
                since,
                new Evidence(
                        "Jam agen lebih dari " + step.indonesian + (ahead ? " terlalu cepat." : " terlalu lambat."),
                        "The agent's clock is more than " + step.english + (ahead ? " ahead." : " behind.")));
    }

    private enum Step {
        SECOND(Duration.ofSeconds(1), "1 detik", "1 second"),
        TEN_SECONDS(Duration.ofSeconds(10), "10 detik", "10 seconds"),
        MINUTE(Duration.ofMinutes(1), "1 menit", "1 minute"),
        TEN_MINUTES(Duration.ofMinutes(10), "10 menit", "10 minutes"),
        HOUR(Duration.ofHours(1), "1 jam", "1 hour"),
        DAY(Duration.ofDays(1), "1 hari", "1 day");

        private final Duration from;
        private final String indonesian;
        private final String english;

        Step(Duration from, String indonesian, String english) {
            this.from = from;
            this.indonesian = indonesian;
            this.english = english;
        }

        static Step below(Duration offset) {
            Step step = SECOND;
            for (Step each : values()) {
                step = each.from.compareTo(offset) <= 0 ? each : step;
            }
            return step;
        }
    }

    private static Finding bad(Kind kind, String subject, Instant since, Evidence evidence) {
        return new Finding(kind, subject, Optional.of(new Trouble(since, evidence)));
    }
}

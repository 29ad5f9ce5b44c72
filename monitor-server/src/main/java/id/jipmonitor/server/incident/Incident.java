package id.jipmonitor.server.incident;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fault as operators handle it: one cause, all links that it takes down.
 *
 * @param kind what is wrong
 * @param domain whose fault it is
 * @param subject what failed: a segment's id, a link's id, an agent's id, {@code server} or {@code authority}
 * @param links the links affected, in order
 * @param startsAt when the first affected link's state started
 * @param declaredAt when it became certain
 * @param endsAt when the last affected link had recovered; empty while it lasts
 * @param evidence the observations that decided the domain, in words a person understands, Indonesian and English
 */
public record Incident(
        IncidentId id,
        Kind kind,
        FaultDomain domain,
        String subject,
        List<LinkId> links,
        Instant startsAt,
        Instant declaredAt,
        Optional<Instant> endsAt,
        List<Evidence> evidence) {
    /** What is wrong. */
    public enum Kind {
        /** Links are DOWN. */
        LINK_DOWN,
        /** A link is DEGRADED. */
        LINK_DEGRADED,
        /** A site's agent could not judge. */
        SITE_BLIND,
        /** An agent is silent. */
        AGENT_LOST,
        /** A certificate is near its end. */
        CERTIFICATE_ENDING,
        /** Two machines use one agent's certificate. */
        IDENTITY_DUPLICATED,
        /** An agent's clock is wrong. */
        CLOCK_WRONG;

        /** Whether it follows from results, by event time; else from the monitor's own upkeep. */
        public boolean ofTimeline() {
            return switch (this) {
                case LINK_DOWN, LINK_DEGRADED, SITE_BLIND, AGENT_LOST -> true;
                case CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> false;
            };
        }
    }

    /** One sentence in both languages. */
    public record Evidence(String indonesian, String english) {}

    public Incident {
        links = List.copyOf(links);
        evidence = List.copyOf(evidence);
    }

    /** Whether it has not ended. */
    public boolean open() {
        return endsAt.isEmpty();
    }
}

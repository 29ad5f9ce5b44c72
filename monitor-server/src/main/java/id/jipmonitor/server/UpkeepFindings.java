package id.jipmonitor.server;

import id.jipmonitor.protocol.tls.ExpiryRule;
import id.jipmonitor.server.incident.Incident.Kind;
import id.jipmonitor.server.ingest.AgentHealth;
import id.jipmonitor.server.upkeep.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What certificates and sessions say about the monitor's own state, in the words of its upkeep. */
final class UpkeepFindings {
    /** Two machines that take turns meet far more often; so long without a meeting, and there is one again. */
    private static final Duration ALONE = Duration.ofMinutes(15);

    /** Subjects that are no agent. */
    static final Set<String> OWN = Set.of("server", "authority");

    private static final String AGENT = "agent ";

    private final Instant listeningSince;

    UpkeepFindings(Instant listeningSince) {
        this.listeningSince = listeningSince;
    }

    /** @param certificateEnds by {@code server}, {@code authority} or {@code agent ID} */
    List<Finding> of(Map<String, Instant> certificateEnds, List<AgentHealth> agents, Instant now) {
        List<Finding> findings = new ArrayList<>();
        certificateEnds.forEach((whose, end) -> findings.add(certificate(whose, end, now)));
        for (AgentHealth each : agents) {
            identity(each, now).ifPresent(findings::add);
            clock(each).ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding certificate(String whose, Instant end, Instant now) {
        String subject = whose.startsWith(AGENT) ? whose.substring(AGENT.length()) : whose;
        var mark = ExpiryRule.mark(end, now);
        return mark.isEmpty()
                ? Finding.good(Kind.CERTIFICATE_ENDING, subject)
                : Finding.certificateEnding(subject, end, mark.getAsInt(), end.minus(ExpiryRule.FIRST));
    }

    private Optional<Finding> identity(AgentHealth agent, Instant now) {
        boolean met =
                agent.twoMachinesAt().map(at -> now.isBefore(at.plus(ALONE))).orElse(false);
        if (met) {
            return agent.twoMachinesAt().map(at -> Finding.identityDuplicated(agent.agent(), at));
        }
        return now.isBefore(listeningSince.plus(ALONE))
                ? Optional.empty()
                : Optional.of(
                        Finding.good(Kind.IDENTITY_DUPLICATED, agent.agent().value()));
    }

    private static Optional<Finding> clock(AgentHealth agent) {
        return agent.clock()
                .map(clock -> clock.wrongSince()
                        .map(since -> Finding.clockWrong(agent.agent(), clock.offset(), since))
                        .orElseGet(() ->
                                Finding.good(Kind.CLOCK_WRONG, agent.agent().value())));
    }
}

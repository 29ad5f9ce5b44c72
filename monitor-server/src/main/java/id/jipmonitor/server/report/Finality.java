package id.jipmonitor.server.report;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.server.availability.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whether a figure can still change by results that are under way. It is FINAL when every agent that it rests on was heard
 * after the end of the period, and every number that they gave out is stored or explained; else it is PROVISIONAL.
 *
 * @param open why it is not final, in words; empty when it is
 */
public record Finality(List<String> open) {
    public Finality {
        open = List.copyOf(open);
    }

    /**
     * What is known of one boot of an agent. An agent's boots follow each other, and a number says nothing of its time; a
     * boot that was not heard of since the period began can hold nothing of it.
     *
     * @param missing numbers that neither came nor were explained
     * @param heardAt when its ledger last changed, server time
     */
    public record Delivery(AgentId agent, String boot, long missing, Instant heardAt) {}

    /**
     * The rule.
     *
     * @param agents those that judge
     * @param deliveries of any agents
     */
    public static Finality of(Collection<AgentId> agents, Collection<Delivery> deliveries, Period period) {
        List<String> open = new ArrayList<>();
        for (AgentId agent : agents.stream().sorted().toList()) {
            List<Delivery> own = deliveries.stream()
                    .filter(each -> each.agent().equals(agent))
                    .toList();
            own.stream()
                    .filter(each -> each.missing() > 0 && !each.heardAt().isBefore(period.from()))
                    .forEach(each -> open.add(agent + ", boot " + each.boot() + ": " + each.missing()
                            + " results are not accounted for"));
            if (own.stream().noneMatch(each -> !each.heardAt().isBefore(period.to()))) {
                open.add(agent + ": "
                        + own.stream()
                                .map(Delivery::heardAt)
                                .max(Instant::compareTo)
                                .map(last -> "nothing was heard since " + last)
                                .orElse("nothing was ever heard"));
            }
        }
        return new Finality(open);
    }

    public boolean isFinal() {
        return open.isEmpty();
    }

    /** As it stands in tables and files. */
    public String word() {
        return isFinal() ? "FINAL" : "PROVISIONAL";
    }
}

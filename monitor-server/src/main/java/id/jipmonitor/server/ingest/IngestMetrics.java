package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What ingest counts, results unless said otherwise. They form equations:
 *
 * <pre>
 *   received = fresh + duplicate + rejected
 *   stored  <= received - duplicate - rejected       less by what is under way or was not taken by the store
 *   acknowledged batches <= received batches         less by what is under way or failed
 * </pre>
 */
final class IngestMetrics {
    private final MeterRegistry meters;
    private final Counter received;
    private final Counter duplicate;
    private final Counter rejected;
    private final Counter stored;
    private final Counter batches;
    private final Counter acknowledged;
    private final Counter failed;
    private final Counter evaluationFailed;
    private final Counter duplicatedIdentities;
    private final Map<Refused, Counter> refused = new EnumMap<>(Refused.class);
    private final ConcurrentMap<AgentId, ClockOffset.Estimate> clocks = new ConcurrentHashMap<>();

    IngestMetrics(MeterRegistry meters) {
        this.meters = meters;
        received = counter("jip.ingest.results.received", "Results in batches of known agents");
        duplicate = counter("jip.ingest.results.duplicate", "Results that were stored before");
        rejected = counter("jip.ingest.results.rejected", "Results whose time is not believed");
        stored = counter("jip.ingest.results.stored", "Results that the store has taken");
        batches = counter("jip.ingest.batches.received", "Batches of known agents");
        acknowledged = counter("jip.ingest.batches.acknowledged", "Batches that store and ledger have taken");
        failed = counter("jip.ingest.sessions.failed", "Sessions closed because store or ledger failed");
        evaluationFailed = counter("jip.ingest.evaluations.failed", "Stored batches whose evaluation failed");
        duplicatedIdentities = counter(
                "jip.ingest.identities.duplicated", "Greetings under a boot that had been left for another one");
        for (Refused kind : Refused.values()) {
            refused.put(
                    kind,
                    Counter.builder("jip.ingest.connections.refused")
                            .description("Connections that the server ended, by reason")
                            .tag("reason", kind.label())
                            .register(meters));
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    void sessions(Supplier<Number> count) {
        Gauge.builder("jip.ingest.sessions", count)
                .description("Agents connected now")
                .register(meters);
    }

    void received(int results, int duplicates, int refusals) {
        batches.increment();
        received.increment(results);
        duplicate.increment(duplicates);
        rejected.increment(refusals);
    }

    void stored(int results) {
        stored.increment(results);
    }

    void acknowledged() {
        acknowledged.increment();
    }

    /** How far an agent's clock is off. */
    void clock(AgentId agent, ClockOffset.Estimate estimate) {
        if (clocks.put(agent, estimate) == null) {
            clock(agent, "jip.agent.clock.offset.seconds", "Agent's clock less server's", ClockOffset.Estimate::offset);
            clock(
                    agent,
                    "jip.agent.clock.error.seconds",
                    "The offset is at most so wrong",
                    ClockOffset.Estimate::error);
        }
    }

    private void clock(AgentId agent, String name, String description, Function<ClockOffset.Estimate, Duration> value) {
        Gauge.builder(name, clocks, all -> all.containsKey(agent) ? seconds(value.apply(all.get(agent))) : Double.NaN)
                .description(description)
                .tag("agent", agent.value())
                .register(meters);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    void sessionFailed() {
        failed.increment();
    }

    void identityDuplicated() {
        duplicatedIdentities.increment();
    }

    void evaluationFailed() {
        evaluationFailed.increment();
    }

    void refused(Refused kind) {
        Counter counter = refused.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }
}

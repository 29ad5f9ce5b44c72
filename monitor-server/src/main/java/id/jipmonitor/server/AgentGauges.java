package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.server.ingest.SelfViewSink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/** What agents say of themselves, as gauges labelled {@code agent}. */
final class AgentGauges implements SelfViewSink {
    private final MeterRegistry meters;
    private final ConcurrentMap<AgentId, Reported> last = new ConcurrentHashMap<>();

    AgentGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void accept(AgentId agent, SelfView view, Instant receivedAt) {
        if (last.put(agent, new Reported(view, receivedAt)) == null) {
            gauge(
                    agent,
                    "jip_agent_spooled_results",
                    "Results that wait in the agent's spool",
                    each -> each.view().spoolResults());
            gauge(
                    agent,
                    "jip_agent_oldest_spooled_seconds",
                    "Age of the oldest of them",
                    each -> each.view().oldestSpooled().toMillis() / 1e3);
            gauge(
                    agent,
                    "jip_agent_scheduling_lag_seconds",
                    "How late the agent's last tick came",
                    each -> each.view().schedulingLag().toNanos() / 1e9);
            gauge(
                    agent,
                    "jip_agent_heard_timestamp_seconds",
                    "When the agent was last heard",
                    each -> each.receivedAt().toEpochMilli() / 1e3);
        }
    }

    private void gauge(AgentId agent, String name, String description, ToDoubleFunction<Reported> value) {
        Gauge.builder(name, last, all -> value.applyAsDouble(all.get(agent)))
                .description(description)
                .tag("agent", agent.value())
                .register(meters);
    }

    private record Reported(SelfView view, Instant receivedAt) {}
}

package id.jipmonitor.agent.page;

import id.jipmonitor.agent.spool.SpoolStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The state as metrics. accepted = waiting + acknowledged + lost + rejected, as {@link SpoolStatus} says. */
final class AgentMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<AgentState> state;
    private final MultiGauge lostByProbe;

    AgentMetrics(Supplier<AgentState> state) {
        this.state = state;
        lostByProbe = MultiGauge.builder("jip_agent_probe_results_lost").register(registry);
        gauge("jip_agent_connected", each -> each.link().up() ? 1 : 0);
        gauge("jip_agent_probes", AgentState::probes);
        gauge("jip_agent_spool_results", each -> each.spool().results());
        gauge("jip_agent_spool_bytes", each -> each.spool().bytes());
        gauge("jip_agent_interface_up", each -> each.view().interfaceUp() ? 1 : 0);
        gauge("jip_agent_anchors_answered", each -> each.view().anchorsAnswered());
        counter("jip_agent_results_accepted", each -> each.spool().nextNumber() - 1);
        counter("jip_agent_results_lost", each -> each.spool().lost());
        counter("jip_agent_results_rejected", each -> each.spool().rejected());
        counter("jip_agent_batches_sent", each -> figure(each, "batches_sent"));
        counter("jip_agent_results_acknowledged", each -> figure(each, "results_acknowledged"));
        gauge("jip_agent_certificate_left_seconds", each -> figure(each, "certificate_left_seconds"));
        gauge("jip_agent_server_clock_ahead_seconds", each -> figure(each, "server_clock_ahead_seconds"));
    }

    String scrape() {
        lostByProbe.register(
                state.get().spool().lostByProbe().entrySet().stream()
                        .map(each ->
                                MultiGauge.Row.of(Tags.of("probe", each.getKey().value()), each.getValue()))
                        .toList(),
                true);
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }

    private static double figure(AgentState state, String name) {
        return state.figures().getOrDefault(name, 0.0);
    }

    private void gauge(String name, ToDoubleFunction<AgentState> value) {
        Gauge.builder(name, () -> value.applyAsDouble(state.get())).register(registry);
    }

    private void counter(String name, ToDoubleFunction<AgentState> value) {
        FunctionCounter.builder(name, state, each -> value.applyAsDouble(each.get()))
                .register(registry);
    }
}

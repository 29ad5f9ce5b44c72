package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesCapTest {
    private static final AgentId AGENT = new AgentId("a");

    private final SeriesCap cap = new SeriesCap(
            2, Set.of(series("stored")), asked -> asked.equals(series("planned")) || asked.equals(series("planned2")));

    @Test
    void seriesThatIsStoredOrPlanned_isAlwaysTaken_andAnotherWhileThereIsRoom() {
        assertThat(cap.refusal(AGENT, new ProbeId("other"))).isEmpty();
        assertThat(cap.refusal(AGENT, new ProbeId("planned"))).isEmpty();
        assertThat(cap.refusal(AGENT, new ProbeId("planned2"))).isEmpty();
        assertThat(cap.refusal(AGENT, new ProbeId("stored"))).isEmpty();
        assertThat(cap.refusal(AGENT, new ProbeId("other"))).isEmpty();
    }

    @Test
    void newSeriesBeyondTheLimit_isRefused_withWhatToDo() {
        assertThat(cap.refusal(AGENT, new ProbeId("other"))).isEmpty();
        assertThat(cap.refusal(AGENT, new ProbeId("another")))
                .contains(
                        "series: expected at most 2 in the store, or a probe that network.yaml gives to a. Found: a new one,"
                                + " another. Raise ingest.max_series, or take the probe out of the agent");
    }

    private static SeriesCap.Series series(String probe) {
        return new SeriesCap.Series(AGENT, new ProbeId(probe));
    }
}

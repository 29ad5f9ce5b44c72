package id.jipmonitor.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.SpoolFixture;
import id.jipmonitor.agent.spool.SpoolStatus;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.HostPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalPageTest {
    private static final SpoolStatus QUIET =
            new SpoolStatus(101, 12, 4_000, Optional.of(SpoolFixture.NOW), 0, 0, 0, 0, Map.of());
    private static final SpoolStatus LOSSY =
            new SpoolStatus(101, 0, 0, Optional.empty(), 7, 2, 1, 3, Map.of(new ProbeId("p-1"), 9L));

    @Test
    void page_cutOff_saysSinceWhenAndWhatWaitsInBothLanguages() throws Exception {
        try (LocalPage page = page(false, QUIET)) {
            assertThat(get(page, "/").body())
                    .contains("Tidak terhubung ke server sejak 2026-11-24T00:00:00Z. Terakhir dicoba: hub:7411."
                            + " no connection: &lt;refused&gt;")
                    .contains("Hasil yang menunggu dikirim</th><td>12<")
                    .contains("tidak ada yang hilang");
            assertThat(get(page, "/?lang=en").body())
                    .contains("Not connected to a server since 2026-11-24T00:00:00Z")
                    .contains("Results that wait to be sent</th><td>12<")
                    .contains("nothing lost");
        }
    }

    @Test
    void page_afterLoss_countsEachCause() throws Exception {
        try (LocalPage page = page(true, LOSSY)) {
            assertThat(get(page, "/?lang=en").body())
                    .contains("Connected to server hub:7411 since")
                    .contains("10 (spool full 7, too old 2, damaged on disk 1)");
        }
    }

    @Test
    void metrics_always_nameTheSameFigures() throws Exception {
        try (LocalPage page = page(true, LOSSY)) {
            assertThat(get(page, "/metrics").body())
                    .contains("jip_agent_connected 1.0")
                    .contains("jip_agent_results_accepted_total 100.0")
                    .contains("jip_agent_results_lost_total 10.0")
                    .contains("jip_agent_probe_results_lost{probe=\"p-1\"} 9.0")
                    .contains("jip_agent_batches_sent_total 5.0");
        }
    }

    @Test
    void unknownPath_orOtherMethod_isRefused() throws Exception {
        try (LocalPage page = page(true, QUIET)) {
            assertThat(get(page, "/etc/passwd").statusCode()).isEqualTo(404);
            assertThat(send(page, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), "/")
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private static LocalPage page(boolean up, SpoolStatus spool) {
        AgentState state = new AgentState(
                SpoolFixture.NOW,
                new AgentState.Link(up, SpoolFixture.NOW, "hub:7411", Optional.of("no connection: <refused>")),
                new BootId(1),
                spool,
                4,
                SpoolFixture.view(),
                Map.of("batches_sent", 5.0));
        return new LocalPage(new HostPort("127.0.0.1", 0), Locale.of("id"), () -> state);
    }

    private static HttpResponse<String> get(LocalPage page, String path) throws Exception {
        return send(page, HttpRequest.newBuilder().GET(), path);
    }

    private static HttpResponse<String> send(LocalPage page, HttpRequest.Builder request, String path)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + page.address().getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}

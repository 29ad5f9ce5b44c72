package id.jipmonitor.lab.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.ingest.HoleCause;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.NumberRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 5 of delivery: what the server will never take goes to the dead letters with its reason, and what comes after it is
 * stored. What the server cannot even read has its tests at the agent ({@code UplinkTest}) and at the server
 * ({@code OversizeFrameClosesConnectionIT}).
 */
@DisplayName("P5: one poison result never blocks its successors")
class PoisonNeverBlocksIT {
    private static final AgentId AGENT = new AgentId("agent-poison");
    private static final int RESULTS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void resultsTooOldForTheServer_areBuried_andTheirSuccessorsAreStored() throws Exception {
        Instant before = Instant.now().minus(Duration.ofDays(30)).minus(Duration.ofMinutes(5));
        MadeResults made = new MadeResults(44, before, new Random(20261124));
        Path spool = directory.resolve("spool");
        try (Deliveries deliveries = new Deliveries(directory)) {
            long buried;
            try (DeliveringAgent agent = new DeliveringAgent(AGENT, spool, InstantSource.fixed(Instant.now()), made)) {
                agent.fill(RESULTS);
                agent.connect(deliveries.serve(), deliveries.certificate(AGENT), deliveries.loops, System::nanoTime);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> agent.status().results() == 0);
                buried = agent.status().rejected();
            }
            deliveries.endServer();

            assertThat(buried).isBetween(1L, RESULTS - 1L);
            List<String> letters = Files.readAllLines(spool.resolve("dead-letters.tsv"));
            assertThat(letters).hasSize((int) buried).allMatch(each -> each.contains("\tround start: expected "));
            assertThat(deliveries.stored())
                    .hasSize((int) (RESULTS - buried))
                    .extracting(RecordedResult::sequence)
                    .allMatch(each -> each.number() > buried);
            assertThat(deliveries.ledgers()).singleElement().satisfies(status -> {
                assertThat(status).matches(LedgerStatus::closed);
                assertThat(status.ledger().explained())
                        .isEqualTo(Map.of(HoleCause.REJECTED, NumberRanges.of(1, buried)));
            });
        }
    }
}

package id.jipmonitor.lab.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.server.ingest.HoleCause;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.NumberRanges;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 3 of delivery: what a full spool gave up is counted to the last result, for each probe at the agent, and is explained
 * in the server's ledger, whatever comes after.
 */
@DisplayName("P3: counts of dropped results match the truth at a quota of 1 MB")
class DroppedResultsAreCountedIT {
    private static final AgentId AGENT = new AgentId("agent-full");
    private static final int PROBES = 44;
    private static final int RESULTS = 120_000;
    private static final SpoolSettings MEGABYTE = new SpoolSettings(new DataSize(1_000_000), Duration.ofDays(30));

    @TempDir
    private Path directory;

    @Test
    void resultsBeyondTheQuota_areCountedByProbe_andExplainedInTheLedger() throws Exception {
        try (Deliveries deliveries = new Deliveries(directory)) {
            MadeResults made = new MadeResults(PROBES, deliveries.begun, new Random(20261124));
            InstantSource clock = InstantSource.fixed(deliveries.begun.plus(Duration.ofDays(1)));
            Path spool = directory.resolve("spool");
            try (DeliveringAgent agent = new DeliveringAgent(AGENT, spool, clock, made, MEGABYTE)) {
                agent.fill(RESULTS);
            }
            long dropped;
            try (DeliveringAgent agent = new DeliveringAgent(AGENT, spool, clock, made, MEGABYTE)) {
                assertThat(agent.spooledBytes()).isLessThanOrEqualTo(1_000_000);
                dropped = agent.status().overflowed();
                assertThat(dropped)
                        .isPositive()
                        .isEqualTo(RESULTS - agent.status().results());
                assertThat(agent.status().lostByProbe()).isEqualTo(truth(dropped));
                agent.connect(deliveries.serve(), deliveries.certificate(AGENT), deliveries.loops, System::nanoTime);
                agent.awaitDelivered(60);
            }
            deliveries.endServer();

            assertLedger(deliveries.ledgers(), dropped);
            assertThat(deliveries.stored())
                    .hasSize((int) (RESULTS - dropped))
                    .extracting(RecordedResult::sequence)
                    .allMatch(each -> each.number() > dropped);
        }
    }

    private static void assertLedger(List<LedgerStatus> ledgers, long dropped) {
        assertThat(ledgers).hasSize(1);
        LedgerStatus status = ledgers.getFirst();
        assertThat(status.closed()).isTrue();
        assertThat(status.ledger().explained()).isEqualTo(Map.of(HoleCause.OVERFLOW, NumberRanges.of(1, dropped)));
        assertThat(status.ledger().received()).isEqualTo(NumberRanges.of(dropped + 1, RESULTS));
    }

    /** Probes have their rounds in turn, so the first numbers say whose they were. */
    private static Map<ProbeId, Long> truth(long dropped) {
        Map<ProbeId, Long> truth = new HashMap<>();
        for (long number = 1; number <= dropped; number++) {
            truth.merge(new ProbeId("site-%02d-icmp".formatted((number - 1) % PROBES)), 1L, Long::sum);
        }
        return truth;
    }
}

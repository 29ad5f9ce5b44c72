package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with ledgers. */
abstract class LedgerTableContract {
    private static final AgentId AGENT = new AgentId("surabaya-1");
    private static final BootId BOOT = new BootId(-2);
    private static final Instant AT = Instant.parse("2026-11-24T01:02:03.456789Z");

    @TempDir
    private Path directory;

    abstract StateSettings settings();

    @Test
    void ledger_savedTwice_isReadAsLastSavedByTheNextProcess() {
        DeliveryLedger first = DeliveryLedger.EMPTY.stored(NumberRanges.parse("1-500,502"));
        DeliveryLedger second = first.explained(NumberRanges.of(501, 501), HoleCause.REJECTED)
                .explained(NumberRanges.of(600, 700), HoleCause.OVERFLOW)
                .stored(NumberRanges.of(1, 2))
                .next(800);
        try (StateDatabase database = StateDatabase.open(settings(), directory)) {
            LedgerTable table = new LedgerTable(database.jdbi());
            assertThat(table.load(AGENT, BOOT)).isEqualTo(DeliveryLedger.EMPTY);
            table.save(AGENT, BOOT, first, AT.minusSeconds(1));
            table.save(AGENT, BOOT, second, AT);
            table.save(AGENT, new BootId(3), DeliveryLedger.EMPTY, AT);
        }
        try (StateDatabase database = StateDatabase.open(settings(), directory)) {
            LedgerTable table = new LedgerTable(database.jdbi());
            assertThat(table.load(AGENT, BOOT)).isEqualTo(second);
            assertThat(table.statuses())
                    .containsExactly(
                            new LedgerStatus(AGENT, new BootId(3), DeliveryLedger.EMPTY, AT),
                            new LedgerStatus(AGENT, BOOT, second, AT));
        }
    }
}

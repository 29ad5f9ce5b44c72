package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Ledgers in the relational state, one row per boot. Ranges are text: they are read and written whole. */
public final class LedgerTable implements LedgerStore {
    private static final String SAVE = """
            INSERT INTO delivery_ledger (agent, boot, received, explained, announced, duplicates, changed_at)
            VALUES (:agent, :boot, :received, :explained, :announced, :duplicates, :changedAt)
            ON CONFLICT (agent, boot) DO UPDATE SET received = excluded.received, explained = excluded.explained,
              announced = excluded.announced, duplicates = excluded.duplicates, changed_at = excluded.changed_at
            """;
    private static final String SELECT =
            "SELECT agent, boot, received, explained, announced, duplicates, changed_at FROM delivery_ledger ";

    private final Jdbi jdbi;

    public LedgerTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public DeliveryLedger load(AgentId agent, BootId boot) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "WHERE agent = :agent AND boot = :boot")
                .bind("agent", agent.value())
                .bind("boot", boot.toString())
                .mapToMap()
                .findOne()
                .map(row -> LedgerRow.of(row).ledger())
                .orElse(DeliveryLedger.EMPTY));
    }

    @Override
    public void save(AgentId agent, BootId boot, DeliveryLedger ledger, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate(SAVE)
                .bind("agent", agent.value())
                .bind("boot", boot.toString())
                .bind("received", ledger.received().toString())
                .bind("explained", LedgerRow.text(ledger.explained()))
                .bind("announced", ledger.announced())
                .bind("duplicates", ledger.duplicates())
                .bind("changedAt", ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .execute());
    }

    @Override
    public List<LedgerStatus> statuses() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "ORDER BY agent, boot")
                .mapToMap()
                .map(row -> LedgerRow.of(row).status())
                .list());
    }
}

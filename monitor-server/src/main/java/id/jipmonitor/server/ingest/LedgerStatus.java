package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.time.Instant;

/**
 * Where the ledger of one boot stands.
 *
 * @param changedAt when the ledger last changed, server time
 */
public record LedgerStatus(AgentId agent, BootId boot, DeliveryLedger ledger, Instant changedAt) {
    /** Results that are stored. */
    public long received() {
        return ledger.received().count();
    }

    /** Numbers that are missing with a reason. */
    public long explained() {
        return ledger.explained().values().stream()
                .mapToLong(NumberRanges::count)
                .sum();
    }

    /** Numbers that are missing without one. */
    public long missing() {
        return ledger.holes().count();
    }

    /** Whether nothing is missing without a reason. */
    public boolean closed() {
        return ledger.closed();
    }
}

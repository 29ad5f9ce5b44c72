package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.time.Instant;
import java.util.List;

/** Keeps ledgers durably. Called on virtual threads; one call at a time for an agent. */
public interface LedgerStore {
    /** The ledger as last saved, {@link DeliveryLedger#EMPTY} when there is none. */
    DeliveryLedger load(AgentId agent, BootId boot);

    /** @throws RuntimeException when it may not be durable; the batch that it accounts for is then not acknowledged */
    void save(AgentId agent, BootId boot, DeliveryLedger ledger, Instant at);

    /** Where every ledger stands, in order of agent and boot. */
    List<LedgerStatus> statuses();
}

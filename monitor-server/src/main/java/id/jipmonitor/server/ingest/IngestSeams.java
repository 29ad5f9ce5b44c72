package id.jipmonitor.server.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * All that ingest needs of other rooms, in the order in which a batch meets them.
 *
 * @param agents who may deliver
 * @param identities whose certificates are good
 * @param assignments what each of them shall probe
 * @param store takes results; an acknowledgement rests on its word
 * @param ledgers keeps the account of what came
 * @param evaluation gets results as they come, whether the store has them or not; its failure is logged and holds up nothing
 * @param selfViews gets each agent's word about itself
 * @param clock server time
 */
public record IngestSeams(
        AgentDirectory agents,
        Identities identities,
        AssignmentSource assignments,
        ResultSink store,
        LedgerStore ledgers,
        ResultSink evaluation,
        SelfViewSink selfViews,
        MeterRegistry meters,
        InstantSource clock) {}

package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.wire.BatchSize;
import id.jipmonitor.protocol.wire.Message.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A result between append and commit; its number is known, and told, when it is durable. */
record Waiting(ProbeResult result, SelfView view, CompletableFuture<Long> number) {
    /** Results that are stored already and are stored anew; nobody waits for them. */
    static List<Waiting> again(Batch stored) {
        List<Waiting> all = new ArrayList<>();
        for (ProbeResult each : stored.results()) {
            all.add(new Waiting(each, stored.view(), CompletableFuture.completedFuture(0L)));
        }
        return all;
    }

    /** A group as batches to store, under contiguous numbers. */
    static List<SpoolDatabase.Row> rows(
            List<Waiting> group, AgentId agent, BootId boot, long firstNumber, Instant spooledAt) {
        long next = firstNumber;
        List<SpoolDatabase.Row> rows = new ArrayList<>();
        for (List<Waiting> part : batches(group)) {
            List<ProbeResult> results = part.stream().map(Waiting::result).toList();
            SelfView view = part.getLast().view();
            Batch batch = new Batch(agent, boot, next, results, view, List.of(), spooledAt, false);
            rows.add(SpoolDatabase.Row.of(batch, spooledAt));
            next += part.size();
        }
        return rows;
    }

    /** Cuts a group into batches that the wire can carry, in order. */
    static List<List<Waiting>> batches(List<Waiting> group) {
        List<List<Waiting>> batches = new ArrayList<>();
        List<Waiting> rest = group;
        while (!rest.isEmpty()) {
            int fitting = BatchSize.fitting(
                    rest.stream().limit(Batch.MAX_RESULTS).map(Waiting::result).toList());
            batches.add(rest.subList(0, fitting));
            rest = rest.subList(fitting, rest.size());
        }
        return batches;
    }
}

package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.wire.Message.Batch;
import java.time.Instant;

/** A batch that waits for its acknowledgement. */
public record StoredBatch(Batch batch, Instant spooledAt) {
    /** Its first results, so many or all. */
    public StoredBatch first(int most) {
        long first = batch.firstNumber();
        return batch.results().size() <= most
                ? this
                : new StoredBatch(part(batch, new NumberRange(first, first + most - 1)), spooledAt);
    }

    /** The results with these numbers, all of which the batch has. */
    static Batch part(Batch batch, NumberRange numbers) {
        int from = Math.toIntExact(numbers.first() - batch.firstNumber());
        int to = Math.toIntExact(numbers.last() - batch.firstNumber() + 1);
        return new Batch(
                batch.agent(),
                batch.boot(),
                numbers.first(),
                batch.results().subList(from, to),
                batch.view(),
                batch.gaps(),
                batch.sentAt(),
                batch.backlog());
    }
}

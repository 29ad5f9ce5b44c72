package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import java.util.ArrayList;
import java.util.List;

/** Gathers the results of an hour, in order of start, into blocks of bounded size. */
final class BlockMaker {
    private final List<RecordedResult> pending = new ArrayList<>();
    private final Taker taker;
    private int measures;

    /** Takes a block that is full, or the last. */
    interface Taker {
        void block(long start, byte[] packed);
    }

    BlockMaker(Taker taker) {
        this.taker = taker;
    }

    void add(RecordedResult result) {
        pending.add(result);
        measures += result.result().measures().size();
        if (pending.size() == Block.MOST_RESULTS || measures >= Block.MOST_MEASURES) {
            end();
        }
    }

    /** To be called after the last result. */
    void end() {
        if (!pending.isEmpty()) {
            taker.block(Key.micros(pending.getFirst().result().startedAt()), Block.pack(pending));
            pending.clear();
            measures = 0;
        }
    }
}

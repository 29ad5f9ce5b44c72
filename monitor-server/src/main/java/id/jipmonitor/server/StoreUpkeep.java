package id.jipmonitor.server;

import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Space;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Gives the store its turns, and shows what each of its levels takes on disk. */
final class StoreUpkeep implements Runnable {
    /** So that a busy store gets most of a thread, and a server that is told to stop need not wait long. */
    private static final int TURNS_AT_ONCE = 4;

    private final ResultStore store;

    StoreUpkeep(ResultStore store, MeterRegistry meters) {
        this.store = store;
        for (Space each : store.space()) {
            Gauge.builder("jip_store_bytes", store, from -> bytes(from, each.level()))
                    .description("What the store's files take on disk")
                    .tag("level", each.level())
                    .register(meters);
        }
    }

    @Override
    public void run() {
        int turns = 1;
        while (store.tend() && turns < TURNS_AT_ONCE) {
            turns++;
        }
    }

    private static double bytes(ResultStore store, String level) {
        return store.space().stream()
                .filter(each -> each.level().equals(level))
                .mapToLong(Space::bytes)
                .sum();
    }
}

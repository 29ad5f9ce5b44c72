package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Results of many series as they come in at a server: by rounds, some of them late. A result that is late is held back until
 * a number of others has passed.
 */
final class StoreLoad {
    /** Series of one agent. */
    private static final int OF_AGENT = 50;
    /** How many results pass a late one. */
    private static final int HELD = 20_000;

    private final List<Series> series = new ArrayList<>();
    private final Instant begun;
    private final Duration every;
    private final double late;
    private final RandomGenerator random;
    private final Deque<RecordedResult> held = new ArrayDeque<>();
    private long made;

    /**
     * @param name begins the ids of agents and probes
     * @param count series
     * @param late share of the results that come late, 0 to 1
     */
    StoreLoad(String name, int count, Instant begun, Duration every, double late, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            AgentId agent = new AgentId(name + "-" + i / OF_AGENT);
            series.add(new Series(agent, new ProbeId("%s-%05d-icmp".formatted(name, i))));
        }
        this.begun = begun;
        this.every = every;
        this.late = late;
        this.random = random;
    }

    List<Series> series() {
        return List.copyOf(series);
    }

    /** Lets a store do all that it has to do beside taking results. */
    static void settle(ResultStore store) {
        boolean more;
        do {
            more = store.tend();
        } while (more);
    }

    /** The next results, as many as asked for. */
    List<RecordedResult> next(int count) {
        List<RecordedResult> batch = new ArrayList<>(count);
        while (batch.size() < count) {
            RecordedResult result = made();
            if (late > 0 && random.nextDouble() < late) {
                held.add(result);
            } else {
                batch.add(result);
            }
            if (batch.size() < count && held.size() > HELD * late) {
                batch.add(held.remove());
            }
        }
        return batch;
    }

    private RecordedResult made() {
        int place = (int) (made % series.size());
        Series of = series.get(place);
        Instant at = begun.plus(every.multipliedBy(made / series.size())).plusNanos(1_000L * place);
        made++;
        return new RecordedResult(
                of.agent(),
                new Sequence(new BootId(1), made),
                MadeResults.echoes(of.probe(), place, at, every, random));
    }
}

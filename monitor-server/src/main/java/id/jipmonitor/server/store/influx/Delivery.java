package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results and does with each answer what {@link WriteRule} says: tries again, looks for the point that spoils a request by
 * halves and sets it aside, or gives up.
 *
 * <p>When InfluxDB refuses one result after the other and takes none, the fault is not the results': nothing more is set aside
 * then, and the agents keep what they have.
 */
final class Delivery {
    /** Points and measures of one request, about; some 2,500 ICMP results, 400 kB before compression. */
    static final int MAX_WEIGHT = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int WEIGHT_OF_RESULT = 12;
    /** So many refusals in a row are the database's fault. */
    private static final int MOST_IN_A_ROW = 100;

    /** Sends lines. */
    interface Post {
        /** @throws RefusedException when the server's answer was no success */
        void send(String lines) throws IOException;
    }

    private sealed interface Outcome {
        record Written() implements Outcome {}

        record Never(String reason) implements Outcome {}

        record NotNow(String failure) implements Outcome {}
    }

    /** Monotonic nanoseconds, and chance. */
    record Time(LongSupplier nanos, RandomGenerator random) {}

    private final String where;
    private final Post post;
    private final BiConsumer<RecordedResult, String> deadLetters;
    private final Time time;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger refusedInARow = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    /** When writes began to fail; empty while they succeed. */
    private final AtomicReference<Optional<Long>> failingSince = new AtomicReference<>(Optional.empty());

    /**
     * @param where begins every message
     * @param deadLetters takes what is set aside, with the reason; durable when it returns
     */
    Delivery(String where, Post post, BiConsumer<RecordedResult, String> deadLetters, Time time) {
        this.where = where;
        this.post = post;
        this.deadLetters = deadLetters;
        this.time = time;
    }

    static int weight(List<RecordedResult> results) {
        int weight = 0;
        for (RecordedResult each : results) {
            weight += weight(each);
        }
        return weight;
    }

    private static int weight(RecordedResult result) {
        return WEIGHT_OF_RESULT + result.result().measures().size();
    }

    /** @throws StoreException when not all of them are written or set aside */
    void deliver(List<RecordedResult> results) {
        for (List<RecordedResult> each : requests(results)) {
            write(each);
        }
    }

    /** Makes waits end at once; what is being sent is finished. */
    void stop() {
        stopping.countDown();
    }

    private static List<List<RecordedResult>> requests(List<RecordedResult> results) {
        List<List<RecordedResult>> requests = new ArrayList<>();
        int begin = 0;
        int weight = 0;
        for (int i = 0; i < results.size(); i++) {
            int more = weight(results.get(i));
            if (i > begin && weight + more > MAX_WEIGHT) {
                requests.add(results.subList(begin, i));
                begin = i;
                weight = 0;
            }
            weight += more;
        }
        requests.add(results.subList(begin, results.size()));
        return requests;
    }

    private void write(List<RecordedResult> results) {
        Optional<String> refusal = refusal(results);
        if (refusal.isEmpty()) {
            refusedInARow.set(0);
        } else if (results.size() == 1) {
            setAside(results.getFirst(), refusal.get());
        } else {
            int half = results.size() / 2;
            write(results.subList(0, half));
            write(results.subList(half, results.size()));
        }
    }

    /** Sends until there is an answer that stands: empty when all is written, else why some of it never can be. */
    private Optional<String> refusal(List<RecordedResult> results) {
        // Points of parts first: whoever sees a result then sees all of it.
        StringBuilder parts = new StringBuilder();
        StringBuilder lines = new StringBuilder(results.size() * 256);
        for (RecordedResult each : results) {
            if (Lines.hasParts(each)) {
                Lines.measures(each, parts);
            }
            Lines.result(each, lines);
        }
        return refusal(parts).or(() -> refusal(lines));
    }

    private Optional<String> refusal(StringBuilder text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String lines = text.toString();
        long begun = time.nanos().getAsLong();
        for (int failures = 1; ; failures++) {
            switch (attempt(lines)) {
                case Outcome.Written _ -> {
                    return Optional.empty();
                }
                case Outcome.Never(String reason) -> {
                    return Optional.of(reason);
                }
                case Outcome.NotNow(String failure) -> awaitNext(failures, begun, failure);
            }
        }
    }

    private Outcome attempt(String lines) {
        try {
            post.send(lines);
            wellAgain();
            return new Outcome.Written();
        } catch (RefusedException e) {
            return outcome(e);
        } catch (IOException e) {
            return new Outcome.NotNow(e.toString());
        }
    }

    private Outcome outcome(RefusedException e) {
        String reason = reason(e);
        return switch (WriteRule.of(e.status(), reason)) {
            case WRITTEN -> new Outcome.Written();
            case WRITTEN_BUT_OLD -> {
                LOG.warn("results older than the retention policy were not kept: {}", reason);
                wellAgain();
                yield new Outcome.Written();
            }
            case APART -> new Outcome.Never(reason);
            case AGAIN -> new Outcome.NotNow(e.status() + " " + reason);
            case OPERATOR ->
                throw new StoreException(
                        where + "it to take results. Found: " + e.status() + " " + reason + ". "
                                + WriteRule.advice(e.status(), reason),
                        e);
        };
    }

    /** @throws StoreException when there is no next attempt */
    private void awaitNext(int failures, long begun, String failure) {
        long now = time.nanos().getAsLong();
        if (failingSince.getAndUpdate(since -> since.or(() -> Optional.of(now))).isEmpty()) {
            LOG.error("{}it to take results. Found: {}. Nothing is acknowledged until it does", where, failure);
        }
        Optional<Duration> wait = Attempts.next(
                failures, Duration.ofNanos(now - begun), time.random().nextDouble());
        try {
            if (wait.isEmpty() || stopping.await(wait.get().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(where + "it to take results. Found: " + failure
                        + ". Check that InfluxDB runs and has space; the agents keep their results meanwhile");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(where + "to wait for it. Found: interrupted", e);
        }
    }

    private void wellAgain() {
        long now = time.nanos().getAsLong();
        failingSince
                .getAndSet(Optional.empty())
                .ifPresent(since -> LOG.info("InfluxDB takes results again after {} s", (now - since) / 1_000_000_000));
    }

    private void setAside(RecordedResult result, String reason) {
        if (refusedInARow.incrementAndGet() > MOST_IN_A_ROW) {
            throw new StoreException(where + "it to take results. Found: " + MOST_IN_A_ROW
                    + " refused in a row, the last because: " + reason
                    + ". Use a database that nothing else writes to");
        }
        deadLetters.accept(result, reason);
        long count = refused.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.error(
                    "InfluxDB refused {} of {} and it was set aside ({} since the start): {}",
                    result.result().probe(),
                    result.agent(),
                    count,
                    reason);
        }
    }

    private static String reason(RefusedException e) {
        return String.valueOf(e.getMessage());
    }
}

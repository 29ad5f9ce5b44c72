package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * Batches of many agents on their way, together: what waits goes in one request, several requests at once. Each request costs
 * InfluxDB a sync of its log, and a thousand agents' small batches one by one would cost a thousand.
 */
final class Deliveries implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final Waiting STOP = new Waiting(List.of(), new CompletableFuture<>());

    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Delivery delivery;
    private final List<Thread> threads;
    private volatile boolean closed;

    private record Waiting(List<RecordedResult> results, CompletableFuture<Boolean> written) {
        /** Without results: the thread that takes it ends. */
        boolean ends() {
            return results.isEmpty();
        }
    }

    Deliveries(Delivery delivery) {
        this.delivery = delivery;
        this.threads = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("influx-" + i).start(this::work))
                .toList();
    }

    /**
     * Returns when every result is written or set aside durably.
     *
     * @throws StoreException when that could not be had in time; giving them again is safe
     */
    void write(List<RecordedResult> results) {
        if (results.isEmpty()) {
            return;
        }
        Waiting own = new Waiting(results, new CompletableFuture<>());
        waiting.add(own);
        if (closed && waiting.remove(own)) {
            throw closed();
        }
        try {
            var _ = own.written().join();
        } catch (CompletionException e) {
            throw new StoreException(message(e), e);
        }
    }

    private void work() {
        try {
            for (Waiting first = waiting.take(); !first.ends(); first = waiting.take()) {
                serve(group(first));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting> group(Waiting first) {
        List<Waiting> group = new ArrayList<>();
        group.add(first);
        int weight = Delivery.weight(first.results());
        for (Waiting next = waiting.peek();
                next != null && !next.ends() && weight + Delivery.weight(next.results()) <= Delivery.MAX_WEIGHT;
                next = waiting.peek()) {
            // Another thread may have taken it meanwhile.
            if (waiting.remove(next)) {
                group.add(next);
                weight += Delivery.weight(next.results());
            }
        }
        return group;
    }

    private void serve(List<Waiting> group) {
        try {
            delivery.deliver(
                    group.stream().flatMap(each -> each.results().stream()).toList());
            group.forEach(each -> each.written().complete(true));
        } catch (RuntimeException | Error e) { // Whoever waits must hear of it, or an agent's lane would wait for ever.
            group.forEach(each -> each.written().completeExceptionally(e));
        }
    }

    private static String message(CompletionException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static StoreException closed() {
        return new StoreException("influxdb store: expected to be open to write. Found: closed");
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        closed = true;
        delivery.stop();
        threads.forEach(_ -> waiting.add(STOP));
        boolean interrupted = false;
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                interrupted = true;
                each.interrupt();
            }
        }
        waiting.forEach(each -> each.written().completeExceptionally(closed()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

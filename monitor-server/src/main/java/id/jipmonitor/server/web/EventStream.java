package id.jipmonitor.server.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: {@code change} when a state or an incident changed, {@code tick} every 15 s so that a browser
 * knows the stream is alive. Events carry no state; who gets one asks for what it shows. Each client has its
 * request's virtual thread, so a slow one delays nobody; changes within a second become one event. A stream ends after
 * 30 minutes, and the browser's reconnection then passes the login anew.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    static final int MOST_CLIENTS = 1_000;
    private static final Duration TICK = Duration.ofSeconds(15);
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final long LEAST_GAP_MILLIS = 1_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger clients = new AtomicInteger();
    private long generation;

    EventStream(InstantSource clock) {
        this.clock = clock;
    }

    /** Tells every client; returns at once. */
    void changed() {
        lock.lock();
        try {
            generation++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stays on the request's own virtual thread until the stream ends. The library's asynchronous way is not taken: it goes
     * on with a request that the server may have taken back when the client left.
     */
    void join(Context ctx) {
        if (clients.incrementAndGet() > MOST_CLIENTS) {
            clients.decrementAndGet();
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "problem.busy");
        }
        ctx.header("X-Accel-Buffering", "no");
        ctx.res().setContentType("text/event-stream; charset=utf-8");
        try {
            serve(ctx.res().getOutputStream());
        } catch (IOException e) {
            LOG.debug("a viewer left: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.decrementAndGet();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        changed();
    }

    private void serve(OutputStream client) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIFE.toNanos();
        long seen = current();
        send(client, "tick", seen);
        while (System.nanoTime() < end) {
            long now = await(seen);
            if (closed.getCount() == 0) {
                return;
            }
            send(client, now == seen ? "tick" : "change", now);
            seen = now;
            if (closed.await(LEAST_GAP_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void send(OutputStream client, String event, long number) throws IOException {
        String data = Json.text(new Event(number, clock.instant().toString()));
        client.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    private long current() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    private long await(long seen) throws InterruptedException {
        lock.lock();
        try {
            long left = TICK.toNanos();
            while (generation == seen && left > 0) {
                left = moved.awaitNanos(left);
            }
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /** @param generation counts changes since the program started */
    private record Event(long generation, String at) {}
}

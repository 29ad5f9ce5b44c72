package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.SelfTest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends into the void, in real time. */
final class DeafEchoSocket implements EchoSocket {
    private final Semaphore woken = new Semaphore(0);

    /** Echoes that nobody ever answers. */
    static Echoes echoes() {
        EchoLadder.Rung deaf = () -> new EchoLadder.Step(
                new SelfTest(true, "deaf", "tuli", "deaf"),
                new EchoEngine(
                                new DeafEchoSocket(),
                                new EchoIdentities.Drawn(new Random(1)),
                                System::nanoTime,
                                new Random(2))
                        .started());
        return new Echoes(new EchoLadder(List.of(deaf), "/usr/bin/java"));
    }

    @Override
    public Sent send(List<Request> requests) {
        return new Sent(new Moment(0, System.nanoTime()), new int[requests.size()]);
    }

    @Override
    public long receive(Consumer<Arrival> arrivals) {
        return 0;
    }

    @Override
    public void await(long nanos) {
        try {
            if (woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void pause(long nanos) {
        await(nanos);
    }

    @Override
    public void wake() {
        woken.release();
    }

    @Override
    public void close() {}
}

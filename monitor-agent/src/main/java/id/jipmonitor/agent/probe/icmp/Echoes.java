package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.SelfTest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** The one way to exchange echoes that all probe types which need it share; it is replaced if it breaks. */
public final class Echoes implements AutoCloseable {
    private final EchoLadder ladder;
    private final AtomicBoolean replacing = new AtomicBoolean();
    private volatile EchoLadder.Step step;

    Echoes(EchoLadder ladder) {
        this.ladder = ladder;
        this.step = ladder.climb();
    }

    /** Takes the first way that this host permits; with none, each round is told so. */
    public static Echoes ofThisHost(LongSupplier nanoClock) {
        return new Echoes(EchoLadder.ofThisHost(nanoClock));
    }

    EchoSource source() {
        if (step.source().broken() && replacing.compareAndSet(false, true)) {
            try {
                step = ladder.climb();
            } finally {
                replacing.set(false);
            }
        }
        return step.source();
    }

    SelfTest selfTest() {
        return step.selfTest();
    }

    long dropped() {
        return step.source().dropped();
    }

    @Override
    public void close() {
        step.source().close();
    }
}

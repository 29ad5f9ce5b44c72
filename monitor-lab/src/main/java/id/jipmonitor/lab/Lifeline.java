package id.jipmonitor.lab;

import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.network.Enclosure;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ties the programs of a run together: the inner one ends when the outer one has ended, however that was, and the
 * run's directory goes last.
 */
final class Lifeline {
    private static final long END_SECONDS = 10;
    private static final int CUT_SHORT = 1;

    private static final Deque<Runnable> LAST = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("lab-end").unstarted(Lifeline::exit));
    }

    private Lifeline() {}

    /** Runs this program's command line inside an enclosure and waits for its end. */
    static int runInside(Enclosure enclosure, List<String> arguments, LabDirectory own)
            throws IOException, InterruptedException {
        atExit(own::delete);
        Process inner = enclosure.start(LabMain.class, arguments, Map.of());
        atExit(() -> end(inner));
        return inner.waitFor();
    }

    /** Does something when this program ends; what was asked for last is done first. */
    static void atExit(Runnable last) {
        LAST.push(last);
    }

    private static void exit() {
        LAST.forEach(Runnable::run);
    }

    private static void end(Process inner) {
        try {
            inner.getOutputStream().close();
            if (!inner.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                inner.destroyForcibly();
            }
        } catch (IOException gone) {
            inner.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this program when the outer one has ended; does nothing outside an enclosure. */
    static void hold() {
        if (Enclosure.inside()) {
            Thread.ofPlatform().name("lab-lifeline").daemon().start(() -> {
                awaitEndOfInput();
                System.exit(CUT_SHORT);
            });
        }
    }

    /** Ends this program with a message when it takes too long. */
    static void limit(Duration longest) {
        Thread.ofPlatform().name("lab-limit").daemon().start(() -> {
            if (await(longest)) {
                System.err.println("jip lab: expected an end within " + longest.toSeconds() + " s. Found: none");
                System.exit(CUT_SHORT);
            }
        });
    }

    /** Waits for a signal; it ends this program, so there is no return. */
    static void awaitSignal() {
        await(Duration.ofDays(1_000));
    }

    private static boolean await(Duration time) {
        try {
            return !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitEndOfInput() {
        try {
            System.in.skipNBytes(Long.MAX_VALUE);
        } catch (IOException ended) {
            return;
        }
    }
}

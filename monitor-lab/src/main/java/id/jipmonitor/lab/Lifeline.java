package id.jipmonitor.lab;

import id.jipmonitor.lab.network.Sandbox;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What a run waits for: inside a sandbox the end of the outer program, elsewhere a signal. */
final class Lifeline {
    private Lifeline() {}

    static void await() {
        if (Sandbox.inside()) {
            awaitEndOfInput();
        } else {
            awaitSignal();
        }
    }

    private static void awaitEndOfInput() {
        try {
            System.in.skipNBytes(Long.MAX_VALUE);
        } catch (IOException ended) {
            return;
        }
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

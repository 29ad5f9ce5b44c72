package id.jipmonitor.agent.probe.snmp;

import java.util.concurrent.atomic.AtomicInteger;

/** What was learnt about one device, whichever probe asks it. */
final class DeviceMemory {
    /** max-repetitions of a device of which nothing is known. */
    static final int MOST_REPETITIONS = 10;

    private static final int[] STEPS = {MOST_REPETITIONS, 5, 0};

    private final AtomicInteger step;

    DeviceMemory(SnmpCredentials.Walk walk) {
        step = new AtomicInteger(
                switch (walk) {
                    case GETBULK -> 0;
                    case GETNEXT -> STEPS.length - 1;
                });
    }

    /** max-repetitions that this device is known to bear; 0 means GETNEXT. */
    int repetitions() {
        return STEPS[step.get()];
    }

    /** Takes the next smaller size unless another probe has done so already; false when there is none. */
    boolean shrink(int failed) {
        int now = step.get();
        if (STEPS[now] != failed) {
            return true;
        }
        return now + 1 < STEPS.length && (step.compareAndSet(now, now + 1) || STEPS[step.get()] != failed);
    }
}

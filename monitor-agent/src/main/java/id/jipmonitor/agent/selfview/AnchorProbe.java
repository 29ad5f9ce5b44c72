package id.jipmonitor.agent.selfview;

import java.time.Duration;

/** Asks one reference target whether it is there. */
@FunctionalInterface
public interface AnchorProbe {
    /** Whether an answer came in time; blocks at most that long. False also when the question could not be asked. */
    boolean answers(String target, Duration waitingTime) throws InterruptedException;
}

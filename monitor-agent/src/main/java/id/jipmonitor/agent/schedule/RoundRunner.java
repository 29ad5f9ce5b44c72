package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Reason;

/** What happens when a round is due. */
public interface RoundRunner {
    /** Runs the round to its end; called on a virtual thread of its own, never twice at once for one probe. */
    void run(ProbeSpec spec) throws InterruptedException;

    /** The round was due and does not run; the cause is MISFIRE or STILL_RUNNING. Must return at once. */
    void skip(ProbeSpec spec, Reason reason);
}

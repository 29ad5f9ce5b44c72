package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import java.util.Optional;

/** What happens when a round is due. */
public interface RoundRunner {
    /**
     * Runs the round to its end; called on a virtual thread of its own, never twice at once for one probe.
     *
     * @param extra whether the cadence does not owe this round, so that nothing need be said if it cannot run
     * @return what the probe found, if the round ran
     */
    Optional<Outcome> run(ProbeSpec spec, boolean extra) throws InterruptedException;

    /** The round was due and does not run; the cause is MISFIRE or STILL_RUNNING. Must return at once. */
    void skip(ProbeSpec spec, Reason reason);
}

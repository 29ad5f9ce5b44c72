package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.model.ProbeResult;

/**
 * One assigned probe. Rounds of one probe never overlap; rounds of different probes do, each on a thread of its own
 * (a virtual one: {@link #run} blocks).
 */
public interface Probe extends AutoCloseable {
    /**
     * Runs one round and always has a result for it: whatever goes wrong within the agent is BLIND. Ends within the
     * probe's waiting time plus the time that sending takes.
     *
     * @throws InterruptedException when the agent stops; the round then has no result
     */
    ProbeResult run(Round round) throws InterruptedException;

    /** Frees what the probe holds; a round that still runs may end as BLIND. */
    @Override
    void close();
}

package id.jipmonitor.agent.probe;

/** The part of a probe that differs by type. */
public interface Measurement extends AutoCloseable {
    /**
     * Measures once. An exception that escapes becomes BLIND(PROBE_EXCEPTION), so only what the target or the network
     * did may be returned as UNREACHABLE or REFUSED.
     */
    Verdict measure(Round round) throws InterruptedException;

    @Override
    void close();
}

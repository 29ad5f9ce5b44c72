package id.jipmonitor.agent.probe.icmp;

/** A way to exchange echoes, shared by all ICMP probes of the agent. */
interface EchoSource extends AutoCloseable {
    /**
     * Exchanges one round; ends when every echo is answered or its waiting time is over.
     *
     * @throws EchoFailure when this host cannot exchange echoes at all
     */
    EchoReport exchange(EchoOrder order) throws InterruptedException, EchoFailure;

    /** Whether it sends each request with its own time to live and tells which router said what of it, and when. */
    boolean tellsHops();

    /** The probe is gone; its identity may serve another. */
    void forget(EchoSession session);

    /** Received packets that the kernel dropped so far. */
    long dropped();

    /** Whether it has failed for good, so that only a new one can help. */
    boolean broken();

    @Override
    void close();
}

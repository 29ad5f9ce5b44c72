package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.assignment.ProbeSpec;

/** A kind of probe, open for one agent; what its probes share (sockets, engines) belongs to it. */
public interface ProbeType extends AutoCloseable {
    /** The name in settings, equal to {@code ProbeSettings.typeName()}. */
    String name();

    /**
     * Makes a probe without any input or output; a setting that is impossible here shows as BLIND in each round.
     *
     * @throws IllegalArgumentException when the settings belong to another type
     */
    Probe open(ProbeSpec spec);

    /** Whether this kind of probe can work on this host, and what to do if not. Takes at most a few seconds. */
    SelfTest selfTest();

    /** Received packets that the kernel dropped on this type's sockets since the agent started. */
    default long droppedPackets() {
        return 0;
    }

    @Override
    void close();
}

package id.jipmonitor.agent.probe.icmp;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** The network as the echo engine sees it. All but {@link #wake} are called by one thread. */
@SuppressWarnings(
        "ArrayRecordComponent") // Packets are compared by nobody, and copying each would cost more than sending.
interface EchoSocket extends AutoCloseable {
    /** Most requests of one {@link #send}. */
    int BATCH = 64;

    /**
     * Sends without waiting.
     *
     * @param requests at most {@value #BATCH}
     */
    Sent send(List<Request> requests);

    /**
     * Hands over what has come so far, without waiting.
     *
     * @return how many received packets the kernel has dropped since the socket was opened
     */
    long receive(Consumer<Arrival> arrivals);

    /** Waits until something came, somebody called {@link #wake}, or the time is over. */
    void await(long nanos);

    /** Waits until somebody called {@link #wake} or the time is over, whatever comes. */
    void pause(long nanos);

    /** Ends an {@link #await} or a {@link #pause}, the present or else the next. */
    void wake();

    @Override
    void close();

    /**
     * @param token by which its departure is told
     * @param lane the lane of its identity
     * @param packet from the ICMP header on; the socket computes the checksum where the kernel does not
     * @param dscp 0 to 63
     */
    record Request(
            long token, int lane, InetAddress target, byte[] packet, int dscp, int timeToLive, boolean dontFragment) {}

    /**
     * Both clocks at one moment; apart from each other they would make a slow program look like a stepped clock.
     *
     * @param wall nanoseconds since 1970, the clock that the kernel stamps arrivals by
     * @param monotonic the agent's clock for durations
     */
    record Moment(long wall, long monotonic) {}

    /**
     * @param at just before the first left
     * @param errors by request: 0 or the errno that kept it here
     */
    record Sent(Moment at, int[] errors) {}

    /** Something that came in. */
    sealed interface Arrival {
        /**
         * An ICMP message.
         *
         * @param kernelNanos when the kernel received it, by its wall clock; 0 where unknown
         * @param readAt when the program read it
         */
        record Message(InetAddress source, byte[] icmp, long kernelNanos, Moment readAt) implements Arrival {}

        /**
         * The kernel's word that a request has left this host; not told for all.
         *
         * @param kernelNanos when it was handed to the network device, by the kernel's wall clock
         */
        record Departure(long token, long kernelNanos) implements Arrival {}

        /**
         * An ICMP error that the kernel has matched to one of our requests.
         *
         * @param quoted our request from its ICMP header on, perhaps cut
         * @param kernelNanos when the kernel received it, by its wall clock; 0 where unknown
         * @param readAt when the program read it
         */
        record Refusal(
                InetAddress router,
                int type,
                int code,
                InetAddress target,
                byte[] quoted,
                long kernelNanos,
                Moment readAt)
                implements Arrival {}
    }
}

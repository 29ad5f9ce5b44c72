package id.jipmonitor.agent.probe.icmp;

import java.util.Optional;

/**
 * One connection that was begun.
 *
 * @param place its place in the order
 * @param socket of which the stamps are not used
 * @param sentAt just before its SYN left
 */
record SynRequest(int place, LinuxSocket socket, EchoSocket.Moment sentAt) {
    /** What became of a connection. */
    sealed interface Fate {
        /** The target took it or reset it. */
        record Answered(EchoTiming timing) implements Fate {}

        /** A router, or the target, said something of it. */
        record Refused(IcmpRefusal word) implements Fate {}

        /** This host itself gave it up. */
        record Failed(int errno) implements Fate {}
    }

    /**
     * @param word what the error queue holds of it
     * @param errno 0 for a connection that stands
     */
    Fate fate(Optional<EchoSocket.Arrival> word, int errno, EchoSocket.Moment readAt) {
        if (word.isPresent() && word.get() instanceof EchoSocket.Arrival.Refusal said) {
            EchoTiming timing = EchoTiming.of(sentAt, 0, said.kernelNanos(), said.readAt());
            return new Fate.Refused(new IcmpRefusal(said.type(), said.code(), said.router(), timing));
        }
        return errno == 0 || errno == Errno.ECONNREFUSED
                ? new Fate.Answered(EchoTiming.of(sentAt, 0, 0, readAt))
                : new Fate.Failed(errno);
    }
}

package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.util.Optional;

/**
 * One echo request on its way; only the engine's thread knows it.
 *
 * <pre>
 * WAITING --sent--> SENT --reply in time--> ANSWERED
 *    |               |--error message-----> REFUSED --reply in time--> ANSWERED
 *    |               '--Tmax over---------> LOST
 *    '--kernel said no-------------------> LOST
 * </pre>
 */
final class Echo {
    enum State {
        WAITING,
        SENT,
        ANSWERED,
        REFUSED,
        LOST
    }

    final EchoRound round;
    /** What the reply has to carry; in a flow of its own it follows the sequence number. */
    long nonce;

    final int index;
    State state = State.WAITING;
    int sequence;
    /** Where the engine looks it up; meaningful once sent, like the sequence number. */
    long key;
    /** When the engine has to look at it again, by the monotonic clock. */
    long nextAt;

    final long dueAt;
    EchoSocket.Moment sentAt = new EchoSocket.Moment(0, 0);
    /** When the kernel handed it to the network device, by its wall clock; 0 where unknown. */
    long kernelSentNanos;

    int attempts;

    Optional<Duration> roundTrip = Optional.empty();
    TimestampQuality quality = TimestampQuality.NONE;
    Optional<IcmpRefusal> refusal = Optional.empty();

    Echo(EchoRound round, int index, long nonce, long dueAt) {
        this.round = round;
        this.index = index;
        this.nonce = nonce;
        this.dueAt = dueAt;
        this.nextAt = dueAt;
    }

    /** The kernel's send stamp, unless it is from before the sending: that is an earlier packet's, under the same number. */
    void leftAt(long kernelNanos) {
        if (state == State.SENT && kernelNanos >= sentAt.wall()) {
            kernelSentNanos = kernelNanos;
        }
    }
}

package id.jipmonitor.agent.probe.icmp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of one socket whose send stamp is to come. The kernel numbers the packets that it was asked to stamp from
 * 0 on and gives the number back with the stamp (SOF_TIMESTAMPING_OPT_ID); both sides count in 32 bits.
 */
final class SendStamps {
    /** Stamps that do not come, of packets that a full queue threw away, are forgotten by this many. */
    static final int MOST_AWAITED = 4_096;

    private final Map<Integer, Long> tokens = new HashMap<>();
    private int next;

    /** The next packet was sent, with a stamp asked for. */
    void await(long token) {
        if (tokens.size() >= MOST_AWAITED) {
            tokens.clear();
        }
        tokens.put(next++, token);
    }

    boolean awaited() {
        return !tokens.isEmpty();
    }

    /** A stamp came: the request it belongs to, unless nobody waits for it. */
    Optional<Long> arrived(int number) {
        return Optional.ofNullable(tokens.remove(number));
    }

    /** The kernel begins to count anew. A stamp under an old number may still come; its time is before its new owner's. */
    void restart() {
        tokens.clear();
        next = 0;
    }
}

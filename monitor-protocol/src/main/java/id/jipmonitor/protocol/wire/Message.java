package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.SelfView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that crosses the wire.
 *
 * <pre>
 *   agent                                    server
 *     | -- Hello ------------------------------> |   first frame; the certificate must name the same agent
 *     | <------------------------------ Welcome -|   or Refusal, then close
 *     | <---------------------- AssignmentOffer -|   when the hash of Hello is not the current one, and on change
 *     | -- AssignmentAnswer -------------------> |
 *     | -- Batch ------------------------------> |   contiguous numbers; several may be under way
 *     | <---------------------------------- Ack -|   only after the store has them
 *     | -- Heartbeat --------------------------> |   every 10 s without a batch, and every 60 s
 *     | <---------------------- HeartbeatAnswer -|   the server's time
 *     | <------------------------- Authorities --|   after Welcome and on change, while more than one is trusted
 *     | -- RenewalRequest ---------------------> |   when two thirds of the certificate's life are over
 *     | <----------------------- RenewalAnswer --|
 * </pre>
 *
 * <p>On the enrolment port, where the agent has no certificate yet:
 *
 * <pre>
 *     | -- EnrolRequest -----------------------> |
 *     | <------------------------- EnrolAnswer --|   or Refusal; then close
 * </pre>
 */
public sealed interface Message {
    /**
     * Opens a session.
     *
     * @param version of the protocol that the agent speaks
     * @param software version of the agent's program, at most 64 characters
     * @param assignmentHash of the assignment that the agent applies now, if it has one
     */
    record Hello(
            ProtocolVersion version,
            AgentId agent,
            BootId boot,
            String software,
            Optional<String> assignmentHash,
            Instant at)
            implements Message {}

    /** The server accepts the session and says its own time. */
    record Welcome(ProtocolVersion version, Instant at) implements Message {}

    /**
     * The server does not; it closes after this. The reason is for the agent's operator.
     *
     * @param unreadable whether a message of the agent could not be read, so that sending it again would only end the same
     */
    record Refusal(String reason, boolean unreadable) implements Message {
        public Refusal(String reason) {
            this(reason, false);
        }
    }

    /**
     * What the agent should probe.
     *
     * @param hash SHA-256 of the document's UTF-8 bytes, 64 hexadecimal digits
     * @param document YAML, read by {@code AssignmentReader}
     */
    record AssignmentOffer(String hash, String document) implements Message {}

    /**
     * Whether the agent applied an offer.
     *
     * @param problems why not, one line each; empty when applied
     */
    record AssignmentAnswer(String hash, List<String> problems) implements Message {}

    /**
     * Results with contiguous numbers of one boot.
     *
     * @param firstNumber sequence number of the first result; the i-th has firstNumber + i
     * @param view the agent's self-view at sending
     * @param gaps numbers that the agent knows will never come, with the cause
     * @param backlog whether the results are old ones, sent after an interruption
     */
    record Batch(
            AgentId agent,
            BootId boot,
            long firstNumber,
            List<ProbeResult> results,
            SelfView view,
            List<Gap> gaps,
            Instant sentAt,
            boolean backlog)
            implements Message {
        /** Most results of one batch. */
        public static final int MAX_RESULTS = 1_000;

        public Batch {
            results = List.copyOf(results);
            gaps = List.copyOf(gaps);
        }

        /** Number of the last result; firstNumber - 1 when there is none. */
        public long lastNumber() {
            return firstNumber + results.size() - 1;
        }
    }

    /** Numbers first..last (inclusive) will never come, and this is why. */
    record Gap(long first, long last, GapCause cause) {}

    /** Why numbers are missing for good. */
    enum GapCause {
        /** The spool was full; the oldest gave way. */
        OVERFLOW,
        /** The spool kept results only so long. */
        EXPIRED,
        /** The spool's file was damaged there. */
        CORRUPTED
    }

    /**
     * The server has durably stored (or rejected) first..last of a boot; the agent may forget them.
     *
     * @param rejected those that will never be stored, with the reason for the agent's dead-letter file
     * @param backlogPerSecond most old results that the agent should send in a second from now on; 0 when the server does not
     *     mind
     */
    record Ack(BootId boot, long first, long last, List<Rejected> rejected, int backlogPerSecond) implements Message {
        public Ack {
            rejected = List.copyOf(rejected);
        }

        /** Without a word about the backlog. */
        public Ack(BootId boot, long first, long last, List<Rejected> rejected) {
            this(boot, first, last, rejected, 0);
        }
    }

    /** One result that the server refuses for good. */
    record Rejected(long number, String reason) {}

    /**
     * Sent when there is nothing else to say.
     *
     * @param nextNumber the number that the agent's next result will get
     */
    record Heartbeat(AgentId agent, BootId boot, long nextNumber, SelfView view, Optional<Clocks> clocks)
            implements Message {
        /**
         * What the server needs to compare clocks: with the time that it receives this, the four of RFC 5905 section 8.
         *
         * @param sentAt wall clock of the agent as the heartbeat leaves
         * @param serverAt what the server last said its time was
         * @param held how long before {@code sentAt} that came, by the agent's monotonic clock
         */
        public record Clocks(Instant sentAt, Instant serverAt, Duration held) {}
    }

    /** The server's time as this leaves. Since version 2. */
    record HeartbeatAnswer(Instant at) implements Message {}

    /**
     * Asks for an agent's first certificate. Whose it will be is what the token was made for.
     *
     * @param secret the token's secret part
     * @param request PKCS #10 in PEM
     */
    record EnrolRequest(String secret, String request) implements Message {
        /** Never the secret. */
        @Override
        public String toString() {
            return "EnrolRequest";
        }
    }

    /**
     * The first certificate.
     *
     * @param certificate PEM
     * @param authorities PEM, one each: whom the agent shall trust
     */
    record EnrolAnswer(String certificate, List<String> authorities) implements Message {
        public EnrolAnswer {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * Asks for the next certificate of the agent that the session belongs to.
     *
     * @param request PKCS #10 in PEM, of a new key
     */
    record RenewalRequest(String request) implements Message {}

    /**
     * What became of a {@link RenewalRequest}.
     *
     * @param certificate PEM; empty when there is a problem
     * @param authorities PEM, one each: whom the agent shall trust from now on; empty when there is a problem
     * @param problem why there is no certificate; empty when there is one
     */
    record RenewalAnswer(String certificate, List<String> authorities, String problem) implements Message {
        public RenewalAnswer {
            authorities = List.copyOf(authorities);
        }

        /** That the server does not renew now, and why. */
        public static RenewalAnswer refused(String problem) {
            return new RenewalAnswer("", List.of(), problem);
        }
    }

    /**
     * Whom the agent shall trust from now on.
     *
     * @param certificates PEM, one each
     */
    record Authorities(List<String> certificates) implements Message {
        public Authorities {
            certificates = List.copyOf(certificates);
        }
    }
}

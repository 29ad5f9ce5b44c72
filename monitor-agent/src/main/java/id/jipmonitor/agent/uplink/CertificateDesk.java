package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import java.time.Instant;
import java.util.Optional;

/** Where certificates are seen to. Called on the session's thread; it may read and write files. */
public interface CertificateDesk {
    /** Whether the agent's certificate has lapsed, so that the session can be for nothing but the next one. */
    boolean lapsed(Instant now);

    /** What to ask for now, if anything. */
    Optional<RenewalRequest> due(Instant now);

    /** Takes what came; whether the next connection will have another certificate. */
    boolean renewed(RenewalAnswer answer);

    /** Takes the list of those to trust from now on. */
    void trusted(Authorities authorities);
}

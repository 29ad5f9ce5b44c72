package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Who decides about certificates whose chain is good. */
public interface IdentityDesk {
    /** Refuses nobody and renews nothing. */
    IdentityDesk NONE = new IdentityDesk() {
        @Override
        public Optional<String> refusal(AgentId agent, X509Certificate certificate) {
            return Optional.empty();
        }

        @Override
        public RenewalAnswer renew(AgentId agent, X509Certificate shown, String request) {
            return RenewalAnswer.refused("this server issues no certificates");
        }

        @Override
        public Optional<Authorities> authorities() {
            return Optional.empty();
        }
    };

    /** Why this certificate is no longer accepted, if so. Asked on an event loop: it answers from memory. */
    Optional<String> refusal(AgentId agent, X509Certificate certificate);

    /** The agent's next certificate for the one that it has shown, or why there is none. May block. */
    RenewalAnswer renew(AgentId agent, X509Certificate shown, String request);

    /** What agents have to be told of authorities, when there is anything; it answers from memory. */
    Optional<Authorities> authorities();
}

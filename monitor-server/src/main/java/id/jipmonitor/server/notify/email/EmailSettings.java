package id.jipmonitor.server.notify.email;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * The mail relay.
 *
 * @param login when the relay wants one
 * @param from mailbox that notices come from
 * @param timeout of each step of the dialogue, 1 s to 5 min
 */
public record EmailSettings(HostPort relay, Security security, Optional<Login> login, String from, Duration timeout) {
    /** How the dialogue is protected. */
    public enum Security {
        /** Not at all; only on a network that is trusted. */
        NONE,
        /** Begins in clear text and must turn to TLS before anything is said (RFC 3207). */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS
    }

    /** Who the server is to the relay. */
    public record Login(String username, Secret password) {}
}

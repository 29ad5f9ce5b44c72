package id.jipmonitor.server.web;

import java.net.URI;
import java.time.Instant;

/**
 * Where the first administrator makes an account.
 *
 * @param address carries a secret: show it to the operator once, keep it out of log files
 * @param expiresAt until when it works
 */
public record SetupLink(URI address, Instant expiresAt) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "set-up link, good until " + expiresAt;
    }
}

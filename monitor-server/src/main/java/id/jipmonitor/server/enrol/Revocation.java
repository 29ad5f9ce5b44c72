package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/**
 * All certificates of an agent are revoked, but for those that this server has issued since.
 *
 * @param laterSerials of those, hexadecimal
 */
public record Revocation(AgentId agent, Instant at, String reason, Set<String> laterSerials) {
    public Revocation {
        laterSerials = Set.copyOf(laterSerials);
    }

    /** Whether the agent was enrolled again. */
    public boolean restored() {
        return !laterSerials.isEmpty();
    }

    boolean concerns(X509Certificate certificate) {
        return !laterSerials.contains(certificate.getSerialNumber().toString(16));
    }
}

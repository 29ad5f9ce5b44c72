package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who a certificate says that its holder is. The role stands in the certificate as a URI name, so that the certificate of
 * an agent can never serve and that of a server never deliver results.
 */
public sealed interface PeerIdentity {
    /** The URI name of a server's certificate. */
    String SERVER_URI = "jip:server";
    /** What an agent's URI name begins with; the agent id follows. */
    String AGENT_URI_PREFIX = "jip:agent:";

    /** Holder may deliver results of this agent and no other. */
    record Agent(AgentId id) implements PeerIdentity {}

    /** Holder may receive results. */
    record Server() implements PeerIdentity {}

    /**
     * Reads the identity out of a certificate whose chain is verified already.
     *
     * @throws SSLPeerUnverifiedException when it has none, more than one, or a common name that says otherwise
     */
    static PeerIdentity of(X509Certificate certificate) throws SSLPeerUnverifiedException {
        List<String> names = jipNames(certificate);
        if (names.size() != 1) {
            throw refused(
                    certificate, "one URI name " + SERVER_URI + " or " + AGENT_URI_PREFIX + "<id>", names.toString());
        }
        String name = names.getFirst();
        return name.equals(SERVER_URI) ? new Server() : agent(certificate, name);
    }

    /**
     * The identity of a session's peer.
     *
     * @throws SSLPeerUnverifiedException when the peer showed no certificate, or as {@link #of(X509Certificate)}
     */
    static PeerIdentity of(SSLSession session) throws SSLPeerUnverifiedException {
        return of((X509Certificate) session.getPeerCertificates()[0]);
    }

    /** The DNS names and addresses of a server's certificate, in their order. RFC 5280 section 4.2.1.6: 2 and 7. */
    static List<String> hostsOf(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return (alternatives == null ? List.<List<?>>of() : alternatives)
                    .stream()
                            .filter(each ->
                                    each.getFirst().equals(2) || each.getFirst().equals(7))
                            .map(each -> String.valueOf(each.getLast()))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("certificate: expected readable names. Found: " + e.getMessage(), e);
        }
    }

    private static PeerIdentity agent(X509Certificate certificate, String name) throws SSLPeerUnverifiedException {
        String id = name.startsWith(AGENT_URI_PREFIX) ? name.substring(AGENT_URI_PREFIX.length()) : "";
        String commonName = commonName(certificate);
        if (!id.equals(commonName)) {
            throw refused(certificate, "URI name " + AGENT_URI_PREFIX + commonName + ", as its CN says", name);
        }
        try {
            return new Agent(new AgentId(id));
        } catch (IllegalArgumentException e) {
            throw refused(certificate, "an agent id", name);
        }
    }

    private static List<String> jipNames(X509Certificate certificate) throws SSLPeerUnverifiedException {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            List<String> names = new ArrayList<>();
            for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
                // RFC 5280 section 4.2.1.6: 6 is uniformResourceIdentifier.
                if (each.get(0).equals(6) && each.get(1) instanceof String uri && uri.startsWith("jip:")) {
                    names.add(uri);
                }
            }
            return names;
        } catch (CertificateParsingException e) {
            throw refused(certificate, "readable subject alternative names", String.valueOf(e.getMessage()));
        }
    }

    private static String commonName(X509Certificate certificate) throws SSLPeerUnverifiedException {
        String subject = certificate.getSubjectX500Principal().getName();
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(each -> each.getType().equalsIgnoreCase("CN"))
                            .map(each -> String.valueOf(each.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            throw refused(certificate, "a readable subject", subject);
        }
    }

    private static SSLPeerUnverifiedException refused(X509Certificate certificate, String expected, String found) {
        return new SSLPeerUnverifiedException("certificate "
                + certificate.getSerialNumber().toString(16) + ": expected " + expected + ". Found: " + found);
    }
}

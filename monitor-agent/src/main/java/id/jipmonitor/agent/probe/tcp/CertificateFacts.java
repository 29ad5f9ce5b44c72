package id.jipmonitor.agent.probe.tcp;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * What a served chain says of itself, verified or not. Texts come from the far end: they are cut, and may hold any character.
 *
 * @param subject distinguished name of the leaf (RFC 2253)
 * @param issuer who signed the leaf, by its own word
 * @param names DNS names and addresses that the leaf is for (RFC 5280 section 4.2.1.6), at most {@value #MOST_NAMES} of them
 * @param chainLength certificates served, the leaf included
 */
record CertificateFacts(
        String subject, String issuer, String names, Instant notBefore, Instant notAfter, int chainLength) {
    private static final int MOST_NAMES = 10;
    private static final int MOST_CHARACTERS = 200;
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    /** @param chain the leaf first; not empty */
    static CertificateFacts of(List<X509Certificate> chain) {
        X509Certificate leaf = chain.getFirst();
        return new CertificateFacts(
                text(leaf.getSubjectX500Principal()),
                text(leaf.getIssuerX500Principal()),
                names(leaf),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                chain.size());
    }

    /** A distinguished name of bounded length. */
    static String text(X500Principal name) {
        return cut(name.getName());
    }

    private static String names(X509Certificate leaf) {
        List<String> names = alternatives(leaf).stream()
                .filter(each ->
                        each.getFirst().equals(DNS_NAME) || each.getFirst().equals(ADDRESS))
                .map(each -> String.valueOf(each.get(1)))
                .toList();
        String more = names.size() > MOST_NAMES ? ", +" + (names.size() - MOST_NAMES) : "";
        return names.isEmpty()
                ? "-"
                : cut(String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)))) + more;
    }

    private static List<List<?>> alternatives(X509Certificate leaf) {
        try {
            Collection<List<?>> found = leaf.getSubjectAlternativeNames();
            return found == null ? List.of() : List.copyOf(found);
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 3) + "...";
    }
}

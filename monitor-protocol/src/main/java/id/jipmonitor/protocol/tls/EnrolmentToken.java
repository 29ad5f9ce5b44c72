package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator carries to an agent, so that both ends know each other at their first meeting.
 *
 * <pre>
 *   jip1:AGENT:SECRET:FINGERPRINT
 *         |      |         |
 *         |      |         +--- SHA-256 of the authority's certificate: the agent believes no other
 *         |      +------------- 192 random bits: the server gives the certificate to whoever brings them, once
 *         +-------------------- whose certificate it will be
 * </pre>
 *
 * Secret and fingerprint are base64url without padding.
 */
public record EnrolmentToken(AgentId agent, String secret, String fingerprint) {
    private static final String EXPECTED =
            "token: expected jip1:AGENT:SECRET:FINGERPRINT as `jip server enrol` prints it. Found: ";
    private static final Pattern SHAPE =
            Pattern.compile("jip1:([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?):([A-Za-z0-9_-]{32}):([A-Za-z0-9_-]{43})");
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, whose bearer shall find this authority. */
    public static EnrolmentToken create(AgentId agent, X509Certificate authority) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new EnrolmentToken(agent, base64(secret), fingerprintOf(authority));
    }

    /** @throws IllegalArgumentException when the text is no token; the message does not repeat it */
    public static EnrolmentToken parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(EXPECTED + text.length() + " characters of another form");
        }
        return new EnrolmentToken(new AgentId(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    /** The whole token, for the operator's eyes. */
    public String text() {
        return "jip1:" + agent + ":" + secret + ":" + fingerprint;
    }

    /** What a server keeps of a secret: it cannot be used to enrol. One SHA-256 is enough for 192 random bits. */
    public static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    static String fingerprintOf(X509Certificate certificate) {
        try {
            return base64(sha256(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "token of " + agent;
    }
}

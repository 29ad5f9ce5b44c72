package id.jipmonitor.server.web.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A bearer secret of 256 random bits. Only its {@link #hash} is kept, so a copy of the database opens nothing; because
 * the secret has full entropy, one SHA-256 is enough.
 *
 * @param value 43 characters of base64url
 */
public record Token(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A fresh one. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * What a form must send back to prove that it came from a page of ours: derived from the cookie's secret, useless for
     * signing in.
     */
    public String formProof() {
        return sha256("form:" + value);
    }

    /** Whether a form sent the proof that belongs to this secret; takes equally long whatever differs. */
    public boolean provedBy(String candidate) {
        return MessageDigest.isEqual(
                formProof().getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    String hash() {
        return sha256(value);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "token";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

package id.jipmonitor.server.incident;

import java.time.Instant;

/**
 * Somebody takes care of an incident.
 *
 * @param by the user's name, not empty
 * @param comment what they know, at most {@value #MAX_COMMENT} characters
 */
public record Acknowledgement(String by, String comment, Instant at) {
    /** Longest comment. */
    public static final int MAX_COMMENT = 2_000;

    /** @throws IllegalArgumentException when nobody is named or the comment is too long */
    public Acknowledgement {
        if (by.isBlank() || comment.length() > MAX_COMMENT) {
            throw new IllegalArgumentException("acknowledgement: expected a name and a comment of at most "
                    + MAX_COMMENT + " characters. Found: " + by.length() + " and " + comment.length());
        }
    }
}

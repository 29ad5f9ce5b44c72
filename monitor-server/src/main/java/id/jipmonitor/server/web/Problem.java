package id.jipmonitor.server.web;

import io.javalin.http.HttpStatus;

/**
 * A request that is not answered as asked; becomes a page for people and problem+json (RFC 9457) for programs.
 *
 * @see Problems
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String key;
    private final String found;

    /** @param key of the sentence in the message bundles */
    Problem(HttpStatus status, String key) {
        this(status, key, "");
    }

    /** @param found what was sent instead of what the sentence expects */
    Problem(HttpStatus status, String key, String found) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
        this.found = found.length() > 100 ? found.substring(0, 100) + "..." : found;
    }

    HttpStatus status() {
        return status;
    }

    String sentence(Words words) {
        return words.say(key, found);
    }
}

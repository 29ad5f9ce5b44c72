package id.jipmonitor.protocol.wire;

/**
 * Bytes from a peer, or a message to a peer, that the protocol does not allow. The message names the field, what was
 * expected and what was found; it never carries more than a short, cleaned extract of foreign text.
 */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }

    MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}

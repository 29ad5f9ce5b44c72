package id.jipmonitor.server.state;

/** The relational state cannot be used. The message is for the operator; it names no secret. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}

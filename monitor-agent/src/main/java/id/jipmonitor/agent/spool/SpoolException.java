package id.jipmonitor.agent.spool;

/** The spool could not keep its promise; the message says for the operator what happened and what to do. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolException(String message) {
        super(message);
    }

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}

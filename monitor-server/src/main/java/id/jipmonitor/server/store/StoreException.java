package id.jipmonitor.server.store;

/** A store could not do what it promises. The message is for the operator; it names no secret. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

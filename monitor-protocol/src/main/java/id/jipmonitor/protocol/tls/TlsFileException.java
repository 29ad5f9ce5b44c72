package id.jipmonitor.protocol.tls;

/** A certificate or key file cannot be used. The message names the file and the remedy, never the content. */
public final class TlsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsFileException(String message) {
        super(message);
    }

    public TlsFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

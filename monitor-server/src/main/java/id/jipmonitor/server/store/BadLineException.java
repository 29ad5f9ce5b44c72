package id.jipmonitor.server.store;

/** A line of a results file is not a result. The message says which, what was expected and what was found. */
public final class BadLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    BadLineException(long line, IllegalArgumentException cause) {
        super("line " + line + ": " + cause.getMessage(), cause);
        this.line = line;
    }

    /** Number of the line, from 1. */
    public long line() {
        return line;
    }
}

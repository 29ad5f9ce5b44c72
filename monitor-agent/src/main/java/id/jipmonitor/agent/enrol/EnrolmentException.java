package id.jipmonitor.agent.enrol;

/** The agent got no certificate. The message says why and what to do; it never carries the token. */
public final class EnrolmentException extends Exception {
    private static final long serialVersionUID = 1L;

    EnrolmentException(String message) {
        super(message);
    }
}

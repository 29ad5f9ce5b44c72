package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Whose failure an exception tells of. Once the SYN has been answered there is connectivity, so nothing that follows
 * is UNREACHABLE; what this host did not manage to try is BLIND, and so is everything not understood.
 */
final class TcpFailureRule {
    private static final int MOST_CAUSES = 8;

    private TcpFailureRule() {}

    /** @param timedOut whether it is the connect's own time limit that threw */
    static StepFailure ofConnect(Throwable failure, boolean timedOut) {
        String message = String.valueOf(failure.getMessage());
        // The kernel answers at once when it has no way itself, and later ("finishConnect") when a router said so.
        boolean told = message.contains("finishConnect");
        if (timedOut || message.contains("Connection timed out")) {
            return new StepFailure(Outcome.UNREACHABLE, Cause.TIMEOUT, "no answer to SYN");
        }
        if (message.contains("Connection refused")) {
            return new StepFailure(Outcome.REFUSED, Cause.CONNECTION_REFUSED, "");
        }
        if (message.contains("Connection reset")) {
            return new StepFailure(Outcome.REFUSED, Cause.CONNECTION_RESET, "reset while connecting");
        }
        if (told && (message.contains("No route to host") || message.contains("Network is unreachable"))) {
            return new StepFailure(Outcome.UNREACHABLE, Cause.NO_ROUTE, message);
        }
        return ofThisHost(failure);
    }

    static StepFailure ofTls(Throwable failure) {
        if (failure instanceof StepFailure told) {
            return told;
        }
        if (failure instanceof TimeoutException) {
            return new StepFailure(Outcome.REFUSED, Cause.TIMEOUT, "no TLS handshake in time");
        }
        if (isClosing(failure)) {
            return new StepFailure(Outcome.REFUSED, Cause.CONNECTION_RESET, "closed during the TLS handshake");
        }
        if (failure instanceof SSLException) {
            return new StepFailure(Outcome.REFUSED, Cause.TLS_FAILED, String.valueOf(failure.getMessage()));
        }
        return ofThisHost(failure);
    }

    /** @param awaited what the service should have said: {@code expected banner} */
    static StepFailure ofDialogue(Throwable failure, String awaited) {
        if (failure instanceof StepFailure told) {
            return told;
        }
        if (failure instanceof TimeoutException) {
            return new StepFailure(Outcome.REFUSED, Cause.TIMEOUT, "no " + awaited + " in time");
        }
        if (isClosing(failure)) {
            return new StepFailure(Outcome.REFUSED, Cause.CONNECTION_RESET, "closed before the " + awaited);
        }
        return ofThisHost(failure);
    }

    /** The TLS engine wraps what the socket said, as when its own alert could not be written any more. */
    private static boolean isClosing(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(TcpFailureRule::saysClosed);
    }

    private static boolean saysClosed(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getClass().getSimpleName().contains("ClosedChannelException")
                || message.contains("Connection reset")
                || message.contains("Broken pipe")
                || message.contains("Connection closed");
    }

    private static StepFailure ofThisHost(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new StepFailure(
                Outcome.BLIND, Cause.SOCKET_ERROR, root.getClass().getSimpleName() + ": " + root.getMessage());
    }
}

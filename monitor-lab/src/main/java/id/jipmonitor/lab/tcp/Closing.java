package id.jipmonitor.lab.tcp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes sockets of far ends. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    /** Closes it; one that will not close is the kernel's, and the laboratory goes on without it. */
    static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception failure) {
            LOG.debug("close: {}", failure.toString());
        }
    }
}

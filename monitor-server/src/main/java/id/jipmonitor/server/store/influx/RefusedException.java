package id.jipmonitor.server.store.influx;

import java.io.IOException;

/** InfluxDB answered a request with something else than success. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }
}

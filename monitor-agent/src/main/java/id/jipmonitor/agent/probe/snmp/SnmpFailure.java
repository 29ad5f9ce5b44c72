package id.jipmonitor.agent.probe.snmp;

/** A PDU that brought no values. The message names PDU, object and size. */
final class SnmpFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What happened to it. */
    enum Kind {
        /** Nothing came back in the time that this PDU or the device had. */
        SILENT,
        /** The device cannot put so much into one message. */
        TOO_BIG,
        /** The device answered with an error status. */
        ERROR_STATUS,
        /** The device answered with a report PDU (RFC 3412 section 7.1): it is alive and refuses us. */
        REPORT,
        /** As before, and what it refuses is the engine that we took it for (RFC 3414 section 3.2). */
        OTHER_ENGINE,
        /** The answer makes no sense: objects out of order. */
        NONSENSE,
        /** This host could not send. */
        NOT_SENT
    }

    private final Kind kind;

    SnmpFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it shows that the device is reachable. */
    boolean showsLife() {
        return switch (kind) {
            case TOO_BIG, ERROR_STATUS, REPORT, OTHER_ENGINE, NONSENSE -> true;
            case SILENT, NOT_SENT -> false;
        };
    }
}

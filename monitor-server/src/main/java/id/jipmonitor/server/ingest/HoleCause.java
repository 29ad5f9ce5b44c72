package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.wire.Message.GapCause;

/** Why a number of a ledger has no stored result, for good. */
public enum HoleCause {
    /** The agent's spool was full. */
    OVERFLOW,
    /** The agent's spool kept it only so long. */
    EXPIRED,
    /** The agent's spool was damaged there. */
    CORRUPTED,
    /** It came, and the server refused it. */
    REJECTED;

    static HoleCause of(GapCause cause) {
        return switch (cause) {
            case OVERFLOW -> OVERFLOW;
            case EXPIRED -> EXPIRED;
            case CORRUPTED -> CORRUPTED;
        };
    }
}

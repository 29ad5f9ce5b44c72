package id.jipmonitor.server.alert;

/**
 * Where an alert stands.
 *
 * <pre>
 *             state declared                 lasted `for`               state left
 *  INACTIVE ──────────────────▶ PENDING ──────────────────▶ FIRING ──────────────────▶ RESOLVED
 *     ▲                            │
 *     └────────────────────────────┘ state left before it was certain and `for` was over
 * </pre>
 */
public enum AlertState {
    INACTIVE,
    PENDING,
    FIRING,
    RESOLVED;

    /** Whether the drawing has that arrow. */
    public boolean mayBecome(AlertState next) {
        return switch (this) {
            case INACTIVE -> next == PENDING;
            case PENDING -> next == FIRING || next == INACTIVE;
            case FIRING -> next == RESOLVED;
            case RESOLVED -> false;
        };
    }
}

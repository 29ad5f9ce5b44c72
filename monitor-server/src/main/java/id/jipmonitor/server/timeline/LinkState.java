package id.jipmonitor.server.timeline;

/** The time ledger's states; every instant of every link is exactly one of them. */
public enum LinkState {
    UP,
    DEGRADED,
    DOWN,
    MAINTENANCE,
    BLIND,
    NO_DATA
}

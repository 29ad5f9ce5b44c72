package id.jipmonitor.server.notify.plan;

/** What a receiver already knows of an incident. */
public enum Told {
    NOTHING,
    FIRING,
    RESOLVED
}

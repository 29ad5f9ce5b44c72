package id.jipmonitor.server.availability;

/** What can be said about a promise. */
public enum Verdict {
    /** Even if everything unseen was DOWN, the target was reached. */
    MET,
    /** Even if everything unseen was UP, it was not. */
    NOT_MET,
    /** It depends on what was not seen. */
    CANNOT_BE_DETERMINED
}

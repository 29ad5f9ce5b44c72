package id.jipmonitor.server.notify;

/** What became of one attempt to deliver. */
public sealed interface Receipt {
    /** The other side took it; the reference is its answer (a message id, an HTTP status). */
    record Delivered(String reference) implements Receipt {}

    /** Not delivered; trying again later may help. */
    record Recoverable(String why) implements Receipt {}

    /** Not delivered, and trying again will not help. */
    record Permanent(String why) implements Receipt {}
}

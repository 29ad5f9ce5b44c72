package id.jipmonitor.server.notify;

/** What became of one attempt to deliver. */
public sealed interface Receipt {
    /** What the other side, or the way to it, said; one line, kept with the message. */
    String answer();

    /** The other side took it; the answer is its reference (a message id, an HTTP status). */
    record Delivered(String answer) implements Receipt {}

    /** Not delivered; trying again later may help. */
    record Recoverable(String answer) implements Receipt {}

    /** Not delivered, and trying again will not help. */
    record Permanent(String answer) implements Receipt {}
}

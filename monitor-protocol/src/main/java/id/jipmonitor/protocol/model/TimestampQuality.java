package id.jipmonitor.protocol.model;

/** Where the times of a round's packets came from. */
public enum TimestampQuality {
    /** The round has no packet times. */
    NONE,
    /** Read by the program: scheduling delay is in the figure. */
    USER,
    /** Stamped by the kernel at reception; the send time is the program's. */
    KERNEL_RECEIVE,
    /** Stamped by the kernel at both ends. */
    KERNEL
}

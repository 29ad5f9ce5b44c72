package id.jipmonitor.server.inventory;

/**
 * A stretch of network that links share, so that its failure shows on all of them at once.
 *
 * @param name as people call it
 */
public record Segment(SegmentId id, String name, Kind kind) {
    /** Where in the network. */
    public enum Kind {
        BACKBONE,
        DATA_CENTRE
    }
}

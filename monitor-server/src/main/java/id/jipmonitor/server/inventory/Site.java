package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.SiteId;

/**
 * A place in the network.
 *
 * @param name as people call it
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Site(SiteId id, String name, Kind kind, String city, double latitude, double longitude) {
    /** What sort of place. */
    public enum Kind {
        HUB,
        AGENCY,
        REGENCY,
        CITY
    }
}

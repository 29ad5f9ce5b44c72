package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.SiteId;
import java.util.List;

/**
 * A link from a site to the hub.
 *
 * @param segments shared stretches that it runs over, from the site towards the hub; the access stretch is its own
 * @param contract name of an entry of the inventory's contracts
 * @param judging how its judging probes' observations are read
 */
public record Link(
        LinkId id, String name, SiteId site, List<SegmentId> segments, String contract, JudgingRule judging) {}

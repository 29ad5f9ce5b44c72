package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.notify.IncidentNames;
import java.net.URI;

/** What people call the things that the inventory knows; the id where it knows no name. */
final class InventoryNames implements IncidentNames {
    private final Inventory inventory;
    private final URI publicUrl;

    InventoryNames(Inventory inventory, URI publicUrl) {
        this.inventory = inventory;
        this.publicUrl = publicUrl;
    }

    @Override
    public String link(LinkId id) {
        Link link = inventory.links().get(id);
        return link == null ? id.value() : link.name();
    }

    @Override
    public String subject(Incident incident) {
        return switch (incident.domain()) {
            case BACKBONE, DATA_CENTRE -> segment(incident.subject());
            case MONITOR -> agent(incident.subject());
            case AGENCY_LAN, ACCESS_LINK, SERVICE, UNDECIDED -> link(new LinkId(incident.subject()));
        };
    }

    private String segment(String id) {
        Segment segment = inventory.segments().get(new SegmentId(id));
        return segment == null ? id : segment.name();
    }

    private String agent(String id) {
        SiteId at = inventory.agents().get(new AgentId(id));
        Site site = at == null ? null : inventory.sites().get(at);
        return site == null ? id : id + " (" + site.name() + ")";
    }

    @Override
    public String page(Incident incident) {
        return publicUrl + "/incidents/" + incident.id();
    }
}

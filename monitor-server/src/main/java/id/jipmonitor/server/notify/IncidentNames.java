package id.jipmonitor.server.notify;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;

/** What people call the things that an incident speaks of. */
public interface IncidentNames {
    /** A link's name. */
    String link(LinkId link);

    /** The name of what failed: a segment, a link or an agent. */
    String subject(Incident incident);

    /** Where more can be read about it. */
    String page(Incident incident);
}

package id.jipmonitor.server.web;

import id.jipmonitor.server.timeline.LinkState;
import java.util.List;

/**
 * The overview as its template shows it.
 *
 * @param trouble whether an incident is open
 * @param unseen how many links nobody can judge now, and of how many, in words
 * @param zone name of the zone of every time on the page
 * @param silent whether no agent has ever reported
 */
record OverviewView(
        Frame page,
        boolean silent,
        boolean trouble,
        String headline,
        String unseen,
        String at,
        String zone,
        List<Count> counts,
        List<Share> shares,
        List<IncidentCard> incidents,
        List<Group> groups) {
    /** How many links are in a state. */
    record Count(LinkState state, int links) {}

    /** A stretch of the bar that shows all links by state; {@code x} and {@code width} of 1,000. */
    record Share(LinkState state, int x, int width) {}

    /** Sites of one kind, the worst first. */
    record Group(String title, int links, List<Tile> tiles) {}

    /** One link. */
    record Tile(
            String href,
            String site,
            String link,
            LinkState state,
            String since,
            String loss,
            String rtt,
            String seen) {}
}

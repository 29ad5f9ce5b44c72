package id.jipmonitor.server.web;

import id.jipmonitor.server.timeline.LinkState;
import java.util.List;

/**
 * The link page as its template shows it.
 *
 * @param zone short name of the zone of every time on the page
 * @param zoneId the same for the browser's chart
 * @param edges times along the ribbon, evenly spaced, the last one now
 * @param series address of the chart's numbers; empty when the link has no probe
 * @param rows the chart's numbers, newest first
 */
record LinkView(
        Frame page,
        String site,
        String link,
        String city,
        LinkState state,
        String since,
        String lasting,
        String seen,
        String loss,
        String rtt,
        String zone,
        String zoneId,
        List<Choice> ranges,
        List<Choice> probes,
        Ribbon ribbon,
        List<String> edges,
        String series,
        List<Row> rows,
        List<PathView> paths,
        UptimeView uptime,
        List<IncidentCard> incidents) {
    /** One of several addresses. */
    record Choice(String href, String text, boolean current) {}

    /** A bucket. */
    record Row(String at, long rounds, long blind, String loss, String min, String median, String max) {}

    /** The month so far; {@code css} is the verdict's name in style sheets. */
    record UptimeView(
            String from,
            String measured,
            String lower,
            String upper,
            String coverage,
            String target,
            String css,
            String verdict,
            List<Figure> ledger) {}

    /** A named figure. */
    record Figure(String name, String value) {}
}

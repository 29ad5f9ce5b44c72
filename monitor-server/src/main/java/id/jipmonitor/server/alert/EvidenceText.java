package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.alert.Rule.Text;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says in both languages what decided a fault's domain. */
final class EvidenceText {
    private static final int NAMED = 10;

    private EvidenceText() {}

    static Text together(Condition condition, String segment, Collection<LinkId> links) {
        boolean down = condition == Condition.LINK_DOWN;
        return new Text(
                "Semua tautan yang teramati di segmen " + segment + (down ? " putus" : " menurun") + " bersamaan: "
                        + names(links) + ".",
                "All links seen over segment " + segment + " were " + (down ? "DOWN" : "DEGRADED")
                        + " at the same time: " + names(links) + ".");
    }

    static Text witnessed(String segment, Collection<LinkId> witnesses) {
        return new Text(
                "Tautan lain di segmen " + segment + " tetap menjawab: " + names(witnesses) + ".",
                "Other links over segment " + segment + " kept answering: " + names(witnesses) + ".");
    }

    static Text unwitnessed(String segment) {
        return new Text(
                "Tidak ada tautan lain di segmen " + segment
                        + " yang terlihat menjawab; tautan akses dan segmen tidak dapat dibedakan.",
                "No other link over segment " + segment
                        + " was seen to answer; access link and segment cannot be told apart.");
    }

    static Text nothingShared() {
        return new Text(
                "Tautan ini tidak berbagi segmen dengan tautan lain yang diamati; tidak ada pembanding.",
                "This link shares no segment with another watched link; there is nothing to compare with.");
    }

    static Text agent(Condition condition, AgentId agent, int links) {
        if (condition == Condition.SITE_BLIND) {
            return new Text(
                    "Agen " + agent + " tidak dapat menilai satu pun dari " + links + " tautan yang diamatinya.",
                    "Agent " + agent + " could judge none of the " + links + " links that it watches.");
        }
        return new Text(
                "Tidak ada hasil dari agen " + agent + " selama lebih dari dua interval; " + links
                        + " tautan tidak teramati.",
                "No result from agent " + agent + " for more than two intervals; " + links + " links are not seen.");
    }

    private static String names(Collection<LinkId> links) {
        String named = links.stream().limit(NAMED).map(LinkId::value).collect(Collectors.joining(", "));
        return links.size() > NAMED ? named + ", + " + (links.size() - NAMED) : named;
    }
}

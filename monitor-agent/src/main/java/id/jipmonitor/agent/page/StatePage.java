package id.jipmonitor.agent.page;

import id.jipmonitor.agent.spool.SpoolStatus;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The page's text in one language: readable without style sheet, script or server. */
final class StatePage {
    private final ResourceBundle words;
    private final Locale language;

    StatePage(Locale language) {
        this.language = language;
        this.words = ResourceBundle.getBundle(
                "id.jipmonitor.agent.page.page",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String html(AgentState state) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"" + language.getLanguage()
                + "\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"10\"><title>"
                + words.getString("title") + "</title></head><body><h1>" + words.getString("title") + "</h1>\n");
        page.append("<p>").append(escaped(link(state.link()))).append("</p>\n<table>\n");
        for (Map.Entry<String, String> row : rows(state)) {
            page.append("<tr><th align=\"left\">")
                    .append(words.getString(row.getKey()))
                    .append("</th><td>")
                    .append(escaped(row.getValue()))
                    .append("</td></tr>\n");
        }
        return page.append("</table>\n<p><a href=\"/?lang=id\">Indonesia</a> <a href=\"/?lang=en\">English</a>"
                        + " <a href=\"/metrics\">metrics</a></p></body></html>\n")
                .toString();
    }

    private String link(AgentState.Link link) {
        return link.up()
                ? filled("connected", link.server(), link.since())
                : filled(
                        "disconnected",
                        link.since(),
                        link.server(),
                        link.problem().orElse(""));
    }

    private List<Map.Entry<String, String>> rows(AgentState state) {
        SpoolStatus spool = state.spool();
        return List.of(
                Map.entry("queue", Long.toString(spool.results())),
                Map.entry("oldest", spool.oldest().map(Object::toString).orElse(words.getString("empty"))),
                Map.entry("lost", lost(spool)),
                Map.entry("rejected", Long.toString(spool.rejected())),
                Map.entry("probes", Integer.toString(state.probes())),
                Map.entry("interface", words.getString(state.view().interfaceUp() ? "up" : "down")),
                Map.entry(
                        "anchors",
                        state.view().anchorsAnswered() + " / " + state.view().anchorsTotal()),
                Map.entry("gateway", state.view().gateway().name()));
    }

    private String lost(SpoolStatus spool) {
        return spool.lost() == 0
                ? words.getString("nothing_lost")
                : filled("lost_detail", spool.lost(), spool.overflowed(), spool.expired(), spool.corrupted());
    }

    private String filled(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return MessageFormat.format(words.getString(key), texts);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

package id.jipmonitor.server.notify;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.notify.plan.Receiver;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * Writes what people read: what, where, since when, whose fault and why, what else is affected, what to do. In the
 * receiver's language and zone; no addresses and no credentials, since a message may leave the network.
 */
final class NoticeWriter {
    private static final int MOST_LINKS = 20;
    private static final Map<String, String> ZONE_NAMES =
            Map.of("Asia/Jakarta", "WIB", "Asia/Makassar", "WITA", "Asia/Jayapura", "WIT");

    private final Map<Condition, Rule> rules;
    private final IncidentNames names;

    NoticeWriter(Map<Condition, Rule> rules, IncidentNames names) {
        this.rules = Map.copyOf(rules);
        this.names = names;
    }

    /** The subject line for the incidents of one message. */
    String subject(Receiver receiver, List<Incident> firing, List<Incident> resolved) {
        Words words = new Words(receiver);
        Incident first = firing.isEmpty() ? resolved.getFirst() : firing.getFirst();
        String head = words.say(
                firing.isEmpty() ? "state.resolved" : "state." + first.kind().name());
        int more = firing.size() + resolved.size() - 1;
        String tail = more == 0 ? "" : words.say("subject.more", more);
        String key = firing.isEmpty() ? "subject.resolved" : "subject.firing";
        Instant at = firing.isEmpty() ? first.endsAt().orElse(first.declaredAt()) : first.startsAt();
        return words.say(key, head, names.subject(first), first.links().size(), words.clock(at), tail);
    }

    /** The body for the incidents of one message. */
    String text(Receiver receiver, List<Incident> firing, List<Incident> resolved) {
        Words words = new Words(receiver);
        List<String> lines = new ArrayList<>();
        firing.forEach(each -> describe(words, each, lines));
        resolved.forEach(each -> describe(words, each, lines));
        lines.add(words.say("footer"));
        return String.join("\n", lines) + "\n";
    }

    private void describe(Words words, Incident incident, List<String> lines) {
        lines.add(words.say(
                incident.open() ? "what.firing" : "what.resolved",
                words.say("kind." + incident.kind().name()),
                names.subject(incident)));
        lines.add(words.say("since", words.full(incident.startsAt()), words.full(incident.declaredAt())));
        incident.endsAt()
                .ifPresent(end -> lines.add(
                        words.say("until", words.full(end), words.length(Duration.between(incident.startsAt(), end)))));
        lines.add(words.say("domain", words.say("domain." + incident.domain().name())));
        for (Evidence each : incident.evidence()) {
            lines.add(words.say("because", words.indonesian() ? each.indonesian() : each.english()));
        }
        affected(words, incident, lines);
        if (incident.open()) {
            Rule.Text action = rule(incident).action();
            lines.add(words.say("action", words.indonesian() ? action.indonesian() : action.english()));
        }
        lines.add(words.say("page", names.page(incident)));
        lines.add("");
    }

    private void affected(Words words, Incident incident, List<String> lines) {
        lines.add(words.say("affected", incident.links().size()));
        for (LinkId each : incident.links()
                .subList(0, Math.min(MOST_LINKS, incident.links().size()))) {
            lines.add("  - " + names.link(each));
        }
        if (incident.links().size() > MOST_LINKS) {
            lines.add("  - " + words.say("affected.more", incident.links().size() - MOST_LINKS));
        }
    }

    Rule rule(Incident incident) {
        Condition condition = Condition.valueOf(incident.kind().name());
        Rule rule = rules.get(condition);
        if (rule == null) {
            throw new IllegalStateException("rules: expected one for " + condition + ". Found: none");
        }
        return rule;
    }

    /** The receiver's language and zone. */
    private static final class Words {
        private final ResourceBundle bundle;
        private final Locale language;
        private final ZoneId zone;

        Words(Receiver receiver) {
            this.language = receiver.language();
            this.zone = receiver.zone();
            this.bundle = ResourceBundle.getBundle("id.jipmonitor.server.notify.notices", language);
        }

        boolean indonesian() {
            return language.getLanguage().equals("id");
        }

        String say(String key, Object... values) {
            return new MessageFormat(bundle.getString(key), language).format(values);
        }

        /** 10.42 WIB. */
        String clock(Instant at) {
            return format("HH.mm", at);
        }

        /** 24 November 2026 10.42.07 WIB. */
        String full(Instant at) {
            return format("d MMMM yyyy HH.mm.ss", at);
        }

        private String format(String pattern, Instant at) {
            String zoneName = ZONE_NAMES.getOrDefault(zone.getId(), zone.getId());
            return DateTimeFormatter.ofPattern(pattern, language).withZone(zone).format(at) + " " + zoneName;
        }

        String length(Duration duration) {
            long minutes = duration.toMinutes();
            return minutes >= 60
                    ? say("length.hours", minutes / 60, minutes % 60)
                    : say("length.minutes", minutes, duration.toSecondsPart());
        }
    }
}

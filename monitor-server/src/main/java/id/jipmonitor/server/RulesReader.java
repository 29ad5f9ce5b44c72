package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.notify.plan.Matcher;
import id.jipmonitor.server.notify.plan.Receiver;
import id.jipmonitor.server.notify.plan.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads rules.yaml. */
final class RulesReader {
    private static final Kind<Duration> HOLD = Kinds.duration(Duration.ZERO, Duration.ofHours(24));
    private static final Kind<Duration> PAUSE = Kinds.duration(Duration.ZERO, Duration.ofDays(30));
    private static final Kind<String> LABEL =
            Kinds.text(Pattern.compile("[a-z_][a-z0-9_]{0,63}"), "a label of 1 to 64 of a-z 0-9 _");
    private static final Kind<String> NAME = Kinds.name();

    /** What every alert carries; see IncidentLabels. */
    private static final Set<String> OWN_LABELS =
            Set.of("alertname", "severity", "domain", "subject", "incident", "link");

    private RulesReader() {}

    static Optional<RulesSettings> read(Reading reading, Path file, ChannelNames channels) {
        return reading.file(file).flatMap(section -> read(section, channels));
    }

    private static Optional<RulesSettings> read(Section section, ChannelNames channels) {
        Value<Map<Rule.Condition, Rule>> rules = rules(section.section("rules"));
        Value<Map<String, Receiver>> receivers =
                section.named("receivers", NAME, (name, each) -> ReceiverReader.read(name, each, channels));
        Set<String> labels = new HashSet<>(OWN_LABELS);
        rules.ifUsable()
                .ifPresent(known -> known.values()
                        .forEach(each -> labels.addAll(each.labels().keySet())));
        Routes routes = new Routes(
                Kinds.reference("an entry of receivers", section.names("receivers")),
                Kinds.reference("a label of alerts", labels),
                labels);
        Value<Route> route = routes.root(section.section("route"));
        return section.build(() -> new RulesSettings(rules.get(), route.get(), receivers.get()))
                .ifUsable();
    }

    /** The rules alone, for whoever judges and tells nobody. */
    static Optional<Map<Rule.Condition, Rule>> rules(Reading reading, Path file) {
        return reading.file(file).flatMap(section -> {
            Value<Map<Rule.Condition, Rule>> rules = rules(section.section("rules"));
            section.has("receivers");
            section.has("route");
            return section.build(rules::get).ifUsable();
        });
    }

    private static Value<Map<Rule.Condition, Rule>> rules(Section section) {
        List<Value<Rule>> read = new ArrayList<>();
        for (Rule.Condition condition : Rule.Condition.values()) {
            Rule usual = UsualRules.of(condition);
            read.add(rule(section.section(condition.name().toLowerCase(Locale.ROOT)), usual));
        }
        return section.build(() -> {
            Map<Rule.Condition, Rule> rules = new EnumMap<>(Rule.Condition.class);
            read.forEach(each -> rules.put(each.get().condition(), each.get()));
            return rules;
        });
    }

    private static Value<Rule> rule(Section section, Rule usual) {
        Value<Boolean> enabled = section.optional("enabled", Kinds.bool(), usual.enabled());
        Value<Rule.Severity> severity =
                section.optional("severity", Kinds.choice(Rule.Severity.class), usual.severity());
        Value<Duration> holdFor = section.optional("for", HOLD, usual.holdFor());
        Value<Map<String, String>> labels = section.map("labels", LABEL, Kinds.text(1, 200));
        Section annotations = section.section("annotations");
        Value<Rule.Text> summary = text(annotations.section("summary"), usual.summary());
        Value<Rule.Text> action = text(annotations.section("action"), usual.action());
        annotations.build(() -> summary);
        return section.build(() -> new Rule(
                usual.condition(),
                enabled.get(),
                severity.get(),
                holdFor.get(),
                labels.get(),
                summary.get(),
                action.get()));
    }

    private static Value<Rule.Text> text(Section section, Rule.Text usual) {
        Value<String> indonesian = section.optional("id", Kinds.text(1, 500), usual.indonesian());
        Value<String> english = section.optional("en", Kinds.text(1, 500), usual.english());
        return section.build(() -> new Rule.Text(indonesian.get(), english.get()));
    }

    /** The routing tree; a node has from its parent what it does not set. */
    private record Routes(Kind<String> receiver, Kind<String> label, Set<String> labels) {
        private static final int MAX_CHILDREN = 200;

        Value<Route> root(Section section) {
            Value<String> told = section.required("receiver", receiver);
            Route usual = new Route(
                    List.of(),
                    told.ifUsable().orElse(""),
                    List.of("incident"),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4),
                    false,
                    List.of());
            return node(section, usual, Value.of(List.of()), Value.of(false));
        }

        private Value<Route> child(Section section, Route parent) {
            Value<List<Matcher>> matchers = section.list("matchers", new MatcherKind(labels), 1, 20);
            return node(section, parent, matchers, section.optional("continue", Kinds.bool(), false));
        }

        private Value<Route> node(
                Section section, Route parent, Value<List<Matcher>> matchers, Value<Boolean> continues) {
            Value<String> told = section.optional("receiver", receiver, parent.receiver());
            Value<List<String>> groupBy =
                    section.has("group_by") ? section.list("group_by", label, 0, 10) : Value.of(parent.groupBy());
            Value<Duration> wait = section.optional("group_wait", PAUSE, parent.groupWait());
            Value<Duration> interval = section.optional("group_interval", PAUSE, parent.groupInterval());
            Value<Duration> repeat = section.optional("repeat_interval", PAUSE, parent.repeatInterval());
            Value<Route> own = Value.whole(() -> new Route(
                    matchers.get(),
                    told.get(),
                    groupBy.get(),
                    wait.get(),
                    interval.get(),
                    repeat.get(),
                    continues.get(),
                    List.of()));
            Route usual = own.ifUsable().orElse(parent);
            Value<List<Route>> routes = section.sections("routes", each -> child(each, usual), 0, MAX_CHILDREN);
            return section.build(() -> new Route(
                    usual.matchers(),
                    own.get().receiver(),
                    usual.groupBy(),
                    usual.groupWait(),
                    usual.groupInterval(),
                    usual.repeatInterval(),
                    usual.continues(),
                    routes.get()));
        }
    }
}

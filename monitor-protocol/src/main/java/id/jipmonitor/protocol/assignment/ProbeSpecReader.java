package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one probe from its section; assignments and the inventory's templates share it, so that what the server accepts
 * the agent accepts too.
 */
public final class ProbeSpecReader {
    private static final Kind<Duration> INTERVAL = Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(24));
    private static final Kind<Duration> WAITING_TIME = Kinds.duration(Duration.ofMillis(10), Duration.ofMinutes(5));
    private static final Kind<String> CRON = Kinds.text(
            Pattern.compile("[0-9A-Z*?/,#-]{1,40}( [0-9A-Z*?/,#-]{1,40}){5,6}"),
            "a Quartz cron expression of 6 or 7 fields, like 0 0/5 7-16 ? * MON-FRI");
    private static final Duration DEFAULT_WAITING_TIME = Duration.ofSeconds(2);
    private static final SequencedMap<String, Function<Section, Value<ProbeSettings>>> TYPES = types();

    private ProbeSpecReader() {}

    private static SequencedMap<String, Function<Section, Value<ProbeSettings>>> types() {
        SequencedMap<String, Function<Section, Value<ProbeSettings>>> types = new LinkedHashMap<>();
        types.put("icmp", IcmpReader::read);
        types.put("tcp", TcpReader::read);
        types.put("snmp", SnmpReader::read);
        types.put("path", PathReader::read);
        return Collections.unmodifiableSequencedMap(types);
    }

    /** Asks the section for a probe's keys. The caller asks for its own and then builds, which refuses the rest. */
    public static Value<ProbeSpec> read(Section section) {
        Value<ProbeId> id = section.required("id", Kinds.identity(ProbeId::new));
        Value<String> target = section.required("target", Kinds.host());
        Value<Cadence> cadence = cadence(section);
        Value<Duration> waitingTime = section.optional("waiting_time", WAITING_TIME, DEFAULT_WAITING_TIME);
        Value<ProbeSettings> settings = settings(section);
        Value<ProbeSpec> spec = Value.whole(
                () -> new ProbeSpec(id.get(), target.get(), cadence.get(), waitingTime.get(), settings.get()));
        return spec.ifUsable().flatMap(each -> tooLong(section, each)).orElse(spec);
    }

    private static Value<Cadence> cadence(Section section) {
        if (section.has("every") == section.has("cron")) {
            String found = section.has("every") ? "both" : "nothing";
            return section.refuse("every", "expected exactly one of every, cron", found, "");
        }
        if (section.has("every")) {
            return section.required("every", INTERVAL).map(Cadence.Every::new);
        }
        Value<String> expression = section.required("cron", CRON);
        Value<ZoneId> zone = section.required("zone", Kinds.zone());
        Value<Duration> interval = section.required("interval", INTERVAL);
        return Value.whole(() -> new Cadence.Cron(expression.get(), zone.get(), interval.get()));
    }

    private static Value<ProbeSettings> settings(Section section) {
        List<String> written = TYPES.keySet().stream().filter(section::has).toList();
        List<Value<ProbeSettings>> given = TYPES.entrySet().stream()
                .flatMap(each -> section.maybeSection(each.getKey()).map(each.getValue()).stream())
                .toList();
        if (given.size() == 1) {
            return given.getFirst();
        }
        if (given.isEmpty() && !written.isEmpty()) {
            return Value.unusable();
        }
        String found = given.isEmpty() ? "nothing" : String.valueOf(given.size());
        return section.refuse(
                "",
                "expected exactly one of " + String.join(", ", TYPES.keySet()),
                found,
                "Write {} for all defaults: icmp: {}");
    }

    /** A round must be over before the next is due. */
    private static Optional<Value<ProbeSpec>> tooLong(Section section, ProbeSpec spec) {
        Longest longest = longest(spec.settings(), spec.waitingTime());
        Duration interval = spec.cadence().interval();
        if (longest.round.compareTo(interval) <= 0) {
            return Optional.empty();
        }
        String found = longest.round.toMillis() + " ms of " + interval.toMillis() + " ms";
        return Optional.of(
                section.refuse("waiting_time", "expected " + longest.sum + "at most the interval", found, ""));
    }

    /** @param sum what the round's time consists of, as it is told: {@code ... to be }; empty for waiting_time alone */
    private record Longest(Duration round, String sum) {}

    private static Longest longest(ProbeSettings settings, Duration waitingTime) {
        return switch (settings) {
            case ProbeSettings.Icmp icmp ->
                new Longest(icmp.longestRound(waitingTime), "(count - 1) x gap + waiting_time to be ");
            case ProbeSettings.Tcp tcp ->
                new Longest(
                        tcp.longestRound(waitingTime),
                        "waiting_time for each of name, connect, STARTTLS, TLS and banner to be ");
            case ProbeSettings.Path path ->
                new Longest(
                        path.longestRound(waitingTime),
                        "waiting_time for each 8 of max_hops + 50 ms for each request to be ");
            case ProbeSettings.Snmp _ -> new Longest(waitingTime, "");
        };
    }
}

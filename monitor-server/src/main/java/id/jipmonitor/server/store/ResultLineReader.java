package id.jipmonitor.server.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines to results; remembers per agent whether its lines are numbered. See {@link ResultLines} for the fields. */
final class ResultLineReader {
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final BootId UNNUMBERED = new BootId(0);

    /** Lines read of an agent that has no numbers; 0 for one that has. */
    private final Map<AgentId, Long> counted = new HashMap<>();

    /** @throws IllegalArgumentException when it is not a result */
    RecordedResult read(String line) {
        LineFields fields = new LineFields(object(line));
        AgentId agent = new AgentId(fields.text("agent"));
        ProbeResult result = result(fields);
        boolean boot = fields.has("boot");
        boolean number = fields.has("number");
        fields.refuseOthers();
        return new RecordedResult(agent, boot || number ? given(agent, fields) : next(agent), result);
    }

    private static ObjectNode object(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected one JSON object. Found: " + e.getOriginalMessage(), e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("expected one JSON object. Found: " + node.getNodeType());
    }

    private static ProbeResult result(LineFields fields) {
        ProbeId probe = new ProbeId(fields.text("probe"));
        Instant at = fields.instant("at");
        Duration interval = fields.seconds("interval_seconds");
        Outcome outcome = fields.word(Outcome.class, "outcome", Optional.empty());
        return new ProbeResult(
                probe,
                at,
                fields.integer("monotonic_nanos", ChronoUnit.NANOS.between(Instant.EPOCH, at)),
                interval,
                outcome,
                new Reason(fields.word(Cause.class, "cause", Optional.of(Cause.NONE)), fields.text("detail", "")),
                packets(fields, outcome),
                fields.word(TimestampQuality.class, "timestamp_quality", Optional.of(TimestampQuality.NONE)),
                fields.flag("stalled"),
                roundTripTimes(fields),
                measures(fields));
    }

    private static Packets packets(LineFields fields, Outcome outcome) {
        return new Packets(
                fields.text("type_p", "unspecified"),
                fields.count("packets", outcome == Outcome.SKIPPED ? 0 : 1),
                fields.seconds("tmax_seconds", Duration.ZERO));
    }

    private static List<Duration> roundTripTimes(LineFields fields) {
        List<Duration> times = new ArrayList<>();
        fields.find("rtt_seconds").ifPresent(array -> {
            LineFields.require(array.isArray(), "rtt_seconds", "an array of seconds", array);
            array.forEach(each -> times.add(LineFields.seconds("rtt_seconds", each)));
        });
        return times;
    }

    private static List<Measure> measures(LineFields fields) {
        List<Measure> measures = new ArrayList<>();
        fields.find("measures").ifPresent(object -> {
            LineFields.require(object.isObject(), "measures", "an object of metric to number", object);
            object.properties().forEach(each -> measures.add(measure(each.getKey(), each.getValue())));
        });
        return measures;
    }

    private static Measure measure(String key, JsonNode value) {
        int bracket = key.indexOf('[');
        boolean instance = bracket >= 0 && key.endsWith("]");
        String name = instance ? key.substring(0, bracket) : key;
        Metric metric = Metric.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "measures: expected names of metrics, alone or as name[instance]. Found: " + name));
        LineFields.require(value.isNumber(), "measures." + key, "a number", value);
        return new Measure(metric, instance ? key.substring(bracket + 1, key.length() - 1) : "", value.doubleValue());
    }

    private Sequence given(AgentId agent, LineFields fields) {
        if (counted.getOrDefault(agent, 0L) != 0) {
            throw new IllegalArgumentException(mixed(agent) + "both");
        }
        counted.put(agent, 0L);
        return new Sequence(BootId.parse(fields.text("boot")), fields.integer("number", 0));
    }

    private Sequence next(AgentId agent) {
        if (counted.getOrDefault(agent, 1L) == 0) {
            throw new IllegalArgumentException(mixed(agent) + "none here");
        }
        return new Sequence(UNNUMBERED, counted.merge(agent, 1L, Long::sum));
    }

    private static String mixed(AgentId agent) {
        return "boot, number: expected on every line of " + agent + " or on none. Found: ";
    }
}

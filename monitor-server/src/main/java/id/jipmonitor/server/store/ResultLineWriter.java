package id.jipmonitor.server.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** A result to its line; see {@link ResultLines} for the fields. */
final class ResultLineWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private ResultLineWriter() {}

    static String line(RecordedResult recorded) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            place(json, recorded);
            judgement(json, recorded.result());
            packets(json, recorded.result());
            measures(json, recorded.result());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void place(JsonGenerator json, RecordedResult recorded) throws IOException {
        json.writeStringField("agent", recorded.agent().value());
        json.writeStringField("probe", recorded.result().probe().value());
        json.writeStringField("at", at(recorded.result().startedAt()));
        json.writeNumberField("interval_seconds", seconds(recorded.result().interval()));
        json.writeStringField("boot", recorded.sequence().boot().toString());
        json.writeNumberField("number", recorded.sequence().number());
        json.writeNumberField("monotonic_nanos", recorded.result().monotonicNanos());
    }

    private static void judgement(JsonGenerator json, ProbeResult result) throws IOException {
        json.writeStringField("outcome", result.outcome().name());
        json.writeStringField("cause", result.reason().cause().name());
        json.writeStringField("detail", result.reason().detail());
        json.writeStringField("timestamp_quality", result.timestampQuality().name());
        json.writeBooleanField("stalled", result.stalled());
    }

    private static void packets(JsonGenerator json, ProbeResult result) throws IOException {
        json.writeStringField("type_p", result.packets().typeP());
        json.writeNumberField("packets", result.packets().count());
        json.writeNumberField("tmax_seconds", seconds(result.packets().waitingTime()));
        json.writeArrayFieldStart("rtt_seconds");
        for (Duration each : result.roundTripTimes()) {
            json.writeNumber(seconds(each));
        }
        json.writeEndArray();
    }

    private static void measures(JsonGenerator json, ProbeResult result) throws IOException {
        json.writeObjectFieldStart("measures");
        for (Measure each : result.measures()) {
            String metric = each.metric().metricName();
            String key = each.instance().isEmpty() ? metric : metric + "[" + each.instance() + "]";
            json.writeNumberField(key, each.value());
        }
        json.writeEndObject();
    }

    private static String at(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal exact = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }
}

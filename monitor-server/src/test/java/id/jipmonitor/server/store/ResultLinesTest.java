package id.jipmonitor.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results as lines: exact both ways, simple by hand, and no mistake passes in silence. */
class ResultLinesTest {
    private static final String MINIMAL =
            "{\"agent\":\"a\",\"probe\":\"p\",\"at\":\"2026-03-02T01:00:00Z\",\"interval_seconds\":10,\"outcome\":\"RESPONDED\"}";

    @Test
    void everyResult_comesBackAsItWas() throws IOException {
        List<RecordedResult> written = new RandomResults(1, "agent-1")
                .history("p", Instant.parse("2026-03-02T00:00:00Z"), Duration.ofSeconds(10), 500);
        String text = written.stream().map(ResultLines::line).collect(Collectors.joining("\n"));
        assertThat(read(text)).isEqualTo(written);
    }

    @Test
    void result_isWritten_asDocumented() throws IOException {
        RecordedResult result = read("""
                {"agent":"agent-1","probe":"jip-icmp","at":"2026-03-02T01:00:00.000001Z","interval_seconds":10,"boot":"00000000000000ff",\
                "number":7,"monotonic_nanos":123456789,"outcome":"RESPONDED","cause":"NONE","detail":"","timestamp_quality":"KERNEL",\
                "stalled":false,"type_p":"icmp-echo/56","packets":5,"tmax_seconds":1.5,"rtt_seconds":[0.012345678,0.02],\
                "measures":{"round_trip_loss_ratio":0.6,"if_oper_status[ether1]":1.0}}""").getFirst();
        assertThat(ResultLines.line(result))
                .isEqualTo(
                        "{\"agent\":\"agent-1\",\"probe\":\"jip-icmp\",\"at\":\"2026-03-02T01:00:00.000001Z\",\"interval_seconds\":10,"
                                + "\"boot\":\"00000000000000ff\",\"number\":7,\"monotonic_nanos\":123456789,\"outcome\":\"RESPONDED\","
                                + "\"cause\":\"NONE\",\"detail\":\"\",\"timestamp_quality\":\"KERNEL\",\"stalled\":false,"
                                + "\"type_p\":\"icmp-echo/56\",\"packets\":5,\"tmax_seconds\":1.5,\"rtt_seconds\":[0.012345678,0.02],"
                                + "\"measures\":{\"round_trip_loss_ratio\":0.6,\"if_oper_status[ether1]\":1.0}}");
        assertThat(result.result().measures()).contains(new Measure(Metric.IF_OPER_STATUS, "ether1", 1));
    }

    @Test
    void handMadeLines_needFiveFields_andAreNumberedPerAgent() throws IOException {
        List<RecordedResult> results =
                read(MINIMAL + "\r\n\n" + MINIMAL.replace("\"a\"", "\"b\"") + "\n" + MINIMAL + "\n");
        assertThat(results).extracting(each -> each.agent().value()).containsExactly("a", "b", "a");
        assertThat(results).extracting(each -> each.sequence().number()).containsExactly(1L, 1L, 2L);
        ProbeResult first = results.getFirst().result();
        assertThat(first.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(first.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(first.reason()).isEqualTo(Reason.NONE);
        assertThat(first.packets().count()).isEqualTo(1);
        assertThat(first.monotonicNanos()).isEqualTo(1_772_413_200_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "outcome":"RESPONDED"  | "outcome":"UP"              | outcome: expected one of [RESPONDED, REFUSED, UNREACHABLE, BLIND, SKIPPED]. Found: UP
            "outcome":"RESPONDED"  | "outcome":1                 | outcome: expected text in quotation marks. Found: 1
            ,"outcome":"RESPONDED" | ``                          | outcome: expected on every line. Found: nothing
            "outcome"              | "outcom"                    | outcome: expected on every line. Found: nothing
            {"agent"               | {"x":1,"agent"              | expected keys of agent, at, boot, cause, detail, interval_seconds, measures, monotonic_nanos, number, outcome, packets, probe, rtt_seconds, stalled, timestamp_quality, tmax_seconds, type_p. Found: x
            "agent":"a"            | "agent":"A B"               | agent id: expected 1 to 64 of a-z 0-9 . _ - beginning and ending with a letter or digit. Found: "A B"
            2026-03-02T01:00:00Z   | 2026-03-02 01:00            | at: expected a time like 2026-03-02T01:00:00Z, 1970 to 2199. Found: 2026-03-02 01:00
            2026-03-02T01:00:00Z   | 9999-03-02T01:00:00Z        | at: expected a time like 2026-03-02T01:00:00Z, 1970 to 2199. Found: 9999-03-02T01:00:00Z
            :10,                   | :"10s",                     | interval_seconds: expected seconds as a number. Found: "10s"
            :10,                   | :-1,                        | interval_seconds: expected 0 to 1000000000 seconds. Found: -1
            :10,                   | :0,                         | p interval: expected more than 0. Found: PT0S
            :10,                   | :0.0000000001,              | interval_seconds: expected at most nine digits after the point. Found: 1E-10
            :10,                   | :1e999999999,               | interval_seconds: expected 0 to 1000000000 seconds. Found: 1E+999999999
            :10,                   | :10,"number":1,             | boot: expected on every line. Found: nothing
            :10,                   | :10,"boot":"0",             | boot id: expected 16 hexadecimal digits. Found: 1 characters
            :10,                   | :10,"packets":1.5,          | packets: expected a whole number. Found: 1.5
            :10,                   | :10,"stalled":"no",         | stalled: expected true or false. Found: "no"
            :10,                   | :10,"rtt_seconds":0.1,      | rtt_seconds: expected an array of seconds. Found: 0.1
            :10,                   | :10,"measures":[1],         | measures: expected an object of metric to number. Found: [1]
            :10,                   | :10,"measures":{"rtt":1},   | measures: expected names of metrics, alone or as name[instance]. Found: rtt
            :10,                   | :10,"measures":{"snmp_value":"1"}, | measures.snmp_value: expected a number. Found: "1"
            :10,                   | :10,"measures":{"snmp_value":1e999}, | snmp_value: expected a finite number. Found: Infinity
            :10,                   | :10,"interval_seconds":11,  | expected one JSON object. Found: Duplicate field 'interval_seconds'
            {"agent"               | [                           | expected one JSON object. Found: Unexpected character (':' (code 58)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            """)
    void badLine_isRefused_withLineExpectationAndFinding(String good, String bad, String message) {
        assertThatThrownBy(() -> read("\n" + MINIMAL.replace(good, bad)))
                .isInstanceOf(BadLineException.class)
                .hasMessage("line 2: " + message);
    }

    @Test
    void numberedAndUnnumberedLinesOfOneAgent_areRefused() {
        String numbered = MINIMAL.replace(":10,", ":10,\"boot\":\"0000000000000001\",\"number\":4,");
        String either = "line 2: boot, number: expected on every line of a or on none. Found: ";
        assertThatThrownBy(() -> read(MINIMAL + "\n" + numbered)).hasMessage(either + "both");
        assertThatThrownBy(() -> read(numbered + "\n" + MINIMAL)).hasMessage(either + "none here");
    }

    @Test
    void lineThatIsTooLong_isReported_andTheNextIsRead() throws IOException {
        String tooLong = "{\"detail\":\"" + "x".repeat(ResultLines.MAX_LINE) + "\"}";
        List<String> problems = new ArrayList<>();
        List<RecordedResult> results = new ArrayList<>();
        ResultLines.read(bytes(tooLong + "\n" + MINIMAL), results::add, bad -> problems.add(bad.getMessage()));
        assertThat(problems).containsExactly("line 1: expected at most 1048576 bytes. Found: " + tooLong.length());
        assertThat(results).hasSize(1);
    }

    @Test
    void bytesThatAreNoText_areReported() {
        byte[] bytes = {(byte) 0xff, '\n'};
        assertThatThrownBy(() -> ResultLines.read(new ByteArrayInputStream(bytes), each -> {}))
                .hasMessage("line 1: expected UTF-8 text. Found: other bytes");
    }

    @Test
    void largestResult_fitsIntoALine() {
        RecordedResult small = new RandomResults(3, "a").next("p", Instant.EPOCH, Duration.ofSeconds(1));
        ProbeResult p = small.result();
        ProbeResult largest = new ProbeResult(
                p.probe(),
                p.startedAt(),
                p.monotonicNanos(),
                p.interval(),
                p.outcome(),
                p.reason(),
                p.packets(),
                p.timestampQuality(),
                p.stalled(),
                Collections.nCopies(ProbeResult.MAX_ROUND_TRIPS, Duration.ofNanos(1_234_567_891L)),
                Collections.nCopies(
                        ProbeResult.MAX_MEASURES,
                        new Measure(
                                Metric.IF_SPEED_BITS_PER_SECOND,
                                "i".repeat(Measure.MAX_INSTANCE),
                                -1.2345678901234567e-100)));
        String line = ResultLines.line(new RecordedResult(small.agent(), small.sequence(), largest));
        assertThat(line.length()).isLessThan(ResultLines.MAX_LINE);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<RecordedResult> read(String text) throws IOException {
        List<RecordedResult> results = new ArrayList<>();
        ResultLines.read(bytes(text), results::add);
        return results;
    }
}

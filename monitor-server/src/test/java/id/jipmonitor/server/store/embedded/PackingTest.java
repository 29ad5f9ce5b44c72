package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packed results: what a released version wrote can be read for ever, and damage is an error. */
class PackingTest {
    private static final Instant AT = Instant.parse("2026-03-10T12:00:00.000001Z");
    private static final Series SERIES = new Series(new AgentId("agent-1"), new ProbeId("p"));
    private static final String GOLDEN =
            "0139020123456789abcdefac02cf87f6a09cc0bc9b3180c8afa0250652535420c3a90b7463702d73796e2f34"
                    + "34330380dea0cb0502cec2f1058084af5f0200020106329c85e30b06657468657231025d029001b98039d665896880";

    private static final RecordedResult RESULT = new RecordedResult(
            SERIES.agent(),
            new Sequence(new BootId(0x0123_4567_89ab_cdefL), 300),
            new ProbeResult(
                    SERIES.probe(),
                    AT,
                    77_000_000_000L,
                    Duration.ofSeconds(10),
                    Outcome.REFUSED,
                    new Reason(Cause.CONNECTION_REFUSED, "RST é"),
                    new Packets("tcp-syn/443", 3, Duration.ofMillis(1_500)),
                    TimestampQuality.KERNEL,
                    true,
                    List.of(Duration.ofNanos(12_345_678), Duration.ofMillis(200)),
                    List.of(
                            Measure.of(Metric.ECHO_SENT, 3),
                            Measure.of(Metric.CONNECT_SECONDS, 0.012345678),
                            new Measure(Metric.IF_OPER_STATUS, "ether1", 1),
                            new Measure(Metric.SNMP_VALUE, "ether1", -0.1e-30))));

    @Test
    void version1_isWrittenAndRead_byteForByte() {
        assertThat(HexFormat.of().formatHex(Packing.pack(RESULT))).isEqualTo(GOLDEN);
        assertThat(Packing.unpack(SERIES, AT, HexFormat.of().parseHex(GOLDEN))).isEqualTo(RESULT);
    }

    /** Stored results hold the position of these words: a list may grow at its end and change nowhere else. */
    @Test
    void closedLists_growAtTheEndOnly() {
        assertThat(names(Outcome.values())).startsWith("RESPONDED REFUSED UNREACHABLE BLIND SKIPPED");
        assertThat(Outcome.values()).hasSizeLessThanOrEqualTo(8);
        assertThat(names(TimestampQuality.values())).isEqualTo("NONE USER KERNEL_RECEIVE KERNEL");
        assertThat(names(Cause.values()))
                .startsWith("NONE TIMEOUT CONNECTION_REFUSED CONNECTION_RESET NO_ROUTE DNS_FAILED TLS_FAILED"
                        + " BANNER_MISMATCH SNMP_ERROR NOT_PERMITTED SOCKET_ERROR PROBE_EXCEPTION MISCONFIGURED"
                        + " SELF_INTERFACE_DOWN SELF_GATEWAY_SILENT SELF_ANCHORS_SILENT SELF_STALLED SELF_SOCKET_DROPS"
                        + " TARGET_NOT_ALLOWED MISFIRE STILL_RUNNING CAP_REACHED CERTIFICATE_NOT_VERIFIED");
        assertThat(names(Metric.values()))
                .startsWith("ECHO_SENT ECHO_RECEIVED ECHO_DUPLICATES ECHO_LATE ECHO_CORRUPT ROUND_TRIP_LOSS_RATIO"
                        + " RTT_MIN_SECONDS RTT_MEDIAN_SECONDS RTT_MEAN_SECONDS RTT_MAX_SECONDS RTT_IPDV_MEAN_SECONDS"
                        + " DNS_SECONDS CONNECT_SECONDS TLS_SECONDS BANNER_SECONDS TCP_RTT_SECONDS"
                        + " CERTIFICATE_NOT_AFTER_SECONDS CERTIFICATE_VERIFIED SNMP_SECONDS SNMP_PDUS"
                        + " SYS_UP_TIME_SECONDS SYS_RESTARTED IF_ADMIN_STATUS IF_OPER_STATUS"
                        + " IF_SPEED_BITS_PER_SECOND IF_IN_OCTETS_TOTAL IF_OUT_OCTETS_TOTAL IF_HC_IN_OCTETS_TOTAL"
                        + " IF_HC_OUT_OCTETS_TOTAL IF_IN_ERRORS_TOTAL IF_OUT_ERRORS_TOTAL IF_IN_DISCARDS_TOTAL"
                        + " IF_OUT_DISCARDS_TOTAL IF_IN_BITS_PER_SECOND IF_OUT_BITS_PER_SECOND IF_RATES_DROPPED"
                        + " SNMP_VALUE BGP_PEER_STATE BGP_PEER_ADMIN_STATUS"
                        + " BGP_PEER_ESTABLISHED_TRANSITIONS_TOTAL BGP_PEER_ESTABLISHED_SECONDS"
                        + " BGP_PEER_IN_UPDATES_TOTAL BGP_PEER_OUT_UPDATES_TOTAL BGP_PEERS_DOWN PATH_HOPS PATH_HOP_RTT_SECONDS PATH_CHANGED"
                        + " PATH_HOP_LOSS_RATIO IF_IN_UTILISATION_RATIO IF_OUT_UTILISATION_RATIO");
    }

    @Test
    void everyResult_comesBackAsItWas() {
        for (RecordedResult each : new RandomResults(1, "agent-1").history("p", AT, Duration.ofSeconds(10), 2_000)) {
            assertThat(Packing.unpack(SERIES, each.result().startedAt(), Packing.pack(each)))
                    .isEqualTo(each);
        }
    }

    @Test
    void laterVersion_isNamed() {
        byte[] packed = Packing.pack(RESULT);
        packed[0] = 2;
        assertThatThrownBy(() -> Packing.unpack(SERIES, AT, packed))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("embedded store: expected a result of agent-1/p at 2026-03-10T12:00:00.000001Z"
                        + " in format 1. Found: " + packed.length + " bytes")
                .hasMessageContaining("format 2");
    }

    @Test
    void damagedBytes_areAnErrorOrAResult_neverAnotherFailure() {
        Random random = new Random(5);
        byte[] packed = Packing.pack(RESULT);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(packed, 1 + random.nextInt(packed.length));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(Packing.unpack(SERIES, AT, damaged).agent()).isEqualTo(SERIES.agent());
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("agent-1/p");
            }
        }
    }

    private static String names(Enum<?>[] words) {
        return String.join(" ", Arrays.stream(words).map(Enum::name).toList());
    }
}

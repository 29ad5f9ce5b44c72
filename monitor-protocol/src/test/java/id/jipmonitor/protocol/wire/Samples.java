package id.jipmonitor.protocol.wire;

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
import id.jipmonitor.protocol.model.RoundTripStatistics;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.EnrolAnswer;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.HeartbeatAnswer;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.Rejected;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.Message.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** One message of every kind, the same in every run, and seeded random results. */
public final class Samples {
    public static final AgentId AGENT = new AgentId("surabaya-1");
    public static final BootId BOOT = new BootId(0x0123456789abcdefL);
    public static final Instant AT = Instant.parse("2026-11-24T01:02:03.456789Z");

    private static final String HASH = "0123456789abcdef".repeat(4);

    private Samples() {}

    /** By name, in the order of the wire's numbers, as two of that version say them. */
    public static Map<String, Message> all(ProtocolVersion version) {
        Map<String, Message> all = new LinkedHashMap<>();
        all.put("hello", new Hello(version, AGENT, BOOT, "0.1.0", Optional.of(HASH), AT));
        all.put("hello-new", new Hello(version, AGENT, BOOT, "", Optional.empty(), AT));
        all.put("welcome", new Welcome(version, AT));
        all.put("refusal", new Refusal("agent: expected one that the network knows. Found: surabaya-1"));
        all.put("assignment-offer", new AssignmentOffer(HASH, "probes: []\n"));
        all.put(
                "assignment-answer",
                new AssignmentAnswer(HASH, List.of("probes[0].target: expected a host. Found: !")));
        all.put("batch", batch(1, List.of(icmp("dinkes-icmp", 0), lost("dinsos-icmp", 250), snmp("dinkes-snmp", 300))));
        all.put(
                "batch-gaps",
                new Batch(
                        AGENT,
                        BOOT,
                        5_000,
                        List.of(),
                        view(),
                        List.of(new Gap(1, 4_000, GapCause.OVERFLOW), new Gap(4_001, 4_999, GapCause.CORRUPTED)),
                        AT,
                        true));
        all.put(
                "ack",
                new Ack(BOOT, 1, 3, List.of(new Rejected(2, "startedAt: expected within 30 days. Found: 1970"))));
        all.put("heartbeat", new Heartbeat(AGENT, BOOT, 4, view(), Optional.empty()));
        if (version.number() > 1) {
            all.put(
                    "heartbeat-clocks",
                    new Heartbeat(
                            AGENT,
                            BOOT,
                            4,
                            view(),
                            Optional.of(new Heartbeat.Clocks(AT, AT.minusSeconds(11), Duration.ofSeconds(10)))));
            all.put("heartbeat-answer", new HeartbeatAnswer(AT));
        }
        all.put("enrol-request", new EnrolRequest("aA0_-".repeat(6), pem("CERTIFICATE REQUEST", "MIIB")));
        all.put("enrol-answer", new EnrolAnswer(pem("CERTIFICATE", "MIIC"), List.of(pem("CERTIFICATE", "MIID"))));
        all.put("renewal-request", new RenewalRequest(pem("CERTIFICATE REQUEST", "MIIE")));
        all.put(
                "renewal-answer",
                new RenewalAnswer(
                        pem("CERTIFICATE", "MIIF"),
                        List.of(pem("CERTIFICATE", "MIIG"), pem("CERTIFICATE", "MIIH")),
                        ""));
        all.put("renewal-refused", RenewalAnswer.refused("this server issues no certificates"));
        all.put("authorities", new Authorities(List.of(pem("CERTIFICATE", "MIIG"), pem("CERTIFICATE", "MIIH"))));
        return all;
    }

    private static String pem(String label, String body) {
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    public static Message named(String name) {
        return Objects.requireNonNull(all(ProtocolVersion.CURRENT).get(name), name);
    }

    public static SelfView view() {
        return new SelfView(
                AT,
                true,
                SelfView.Gateway.ANSWERS,
                2,
                3,
                Duration.ofMillis(3),
                Duration.ofMillis(12),
                0,
                7,
                Duration.ofSeconds(1));
    }

    public static Batch batch(long firstNumber, List<ProbeResult> results) {
        return new Batch(AGENT, BOOT, firstNumber, results, view(), List.of(), AT, false);
    }

    /** Five echoes, all answered. */
    public static ProbeResult icmp(String probe, long millis) {
        return icmp(probe, millis, new Random(probe.hashCode() + millis));
    }

    private static ProbeResult icmp(String probe, long millis, Random random) {
        List<Duration> times = random.longs(5, 4_100_000, 4_900_000)
                .mapToObj(Duration::ofNanos)
                .toList();
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.of(Metric.ECHO_SENT, 5));
        measures.add(Measure.of(Metric.ECHO_RECEIVED, 5));
        measures.add(Measure.of(Metric.ECHO_DUPLICATES, 0));
        measures.add(Measure.of(Metric.ECHO_LATE, 0));
        measures.add(Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, 0));
        measures.add(Measure.of(Metric.RTT_MIN_SECONDS, sorted(times, 0) / 1e9));
        measures.add(Measure.of(Metric.RTT_MEDIAN_SECONDS, sorted(times, 2) / 1e9));
        measures.add(Measure.of(
                Metric.RTT_MEAN_SECONDS,
                times.stream().mapToLong(Duration::toNanos).average().orElseThrow() / 1e9));
        measures.add(Measure.of(Metric.RTT_MAX_SECONDS, sorted(times, 4) / 1e9));
        Instant start = AT.plusMillis(millis).plusNanos(random.nextInt(1_000) * 1_000L);
        return new ProbeResult(
                new ProbeId(probe),
                start,
                7_000_000_000L + millis * 1_000_000 + random.nextInt(4_000),
                Duration.ofSeconds(10),
                Outcome.RESPONDED,
                Reason.NONE,
                new Packets("icmp-echo/56", 5, Duration.ofSeconds(1)),
                TimestampQuality.KERNEL,
                false,
                times,
                measures);
    }

    private static double sorted(List<Duration> times, int index) {
        return times.stream()
                .mapToLong(Duration::toNanos)
                .sorted()
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    /** Five echoes, a router said no. */
    public static ProbeResult lost(String probe, long millis) {
        return new ProbeResult(
                new ProbeId(probe),
                AT.plusMillis(millis),
                7_000_000_000L + millis * 1_000_000,
                Duration.ofSeconds(10),
                Outcome.UNREACHABLE,
                new Reason(Cause.NO_ROUTE, "ICMP type 3 code 1 from 10.0.0.1"),
                new Packets("icmp-echo/56", 5, Duration.ofSeconds(1)),
                TimestampQuality.NONE,
                true,
                List.of(),
                List.of(Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, 1)));
    }

    /** Two interfaces, with values of every form. */
    public static ProbeResult snmp(String probe, long millis) {
        return new ProbeResult(
                new ProbeId(probe),
                AT.plusMillis(millis),
                -5,
                Duration.ofMinutes(1),
                Outcome.RESPONDED,
                Reason.NONE,
                new Packets("snmp-get/161", 3, Duration.ofSeconds(2)),
                TimestampQuality.USER,
                false,
                List.of(Duration.ofMillis(8)),
                List.of(
                        new Measure(Metric.IF_HC_IN_OCTETS_TOTAL, "ether1", 9_007_199_254_740_992.0),
                        new Measure(Metric.IF_IN_BITS_PER_SECOND, "ether1", 1_234_567.1),
                        new Measure(Metric.IF_IN_BITS_PER_SECOND, "ether2", 1.0 / 3),
                        new Measure(Metric.SNMP_VALUE, "suhu", -0.0),
                        new Measure(Metric.SNMP_VALUE, "daya", -17.25)));
    }

    /**
     * Results as an agent makes them: whole microseconds, five echoes of which now and then one is lost, and every statistic;
     * so many probes in turn within ten seconds.
     */
    public static List<ProbeResult> measured(int count, int probes) {
        Random random = new Random(20261125);
        return IntStream.range(0, count)
                .mapToObj(i -> measured("opd-%02d-icmp".formatted(i % probes), i * 10_000L / probes, random))
                .toList();
    }

    private static ProbeResult measured(String probe, long millis, Random random) {
        int base = 1_000 + 997 * Math.floorMod(probe.hashCode(), 40);
        List<Optional<Duration>> echoes = IntStream.range(0, 5)
                .mapToObj(_ -> random.nextInt(500) == 0
                        ? Optional.<Duration>empty()
                        : Optional.of(Duration.ofNanos(1_000L * (base + random.nextInt(800)))))
                .toList();
        List<Duration> times = echoes.stream().flatMap(Optional::stream).toList();
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.of(Metric.ECHO_SENT, 5));
        measures.add(Measure.of(Metric.ECHO_RECEIVED, times.size()));
        measures.add(Measure.of(Metric.ECHO_DUPLICATES, 0));
        measures.add(Measure.of(Metric.ECHO_LATE, 0));
        measures.add(Measure.of(Metric.ECHO_CORRUPT, 0));
        measures.add(Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, RoundTripStatistics.lossRatio(5, times.size())));
        RoundTripStatistics.ofRound(echoes).tell(measures::add);
        long lateMicros = random.nextInt(1_000);
        return new ProbeResult(
                new ProbeId(probe),
                AT.plusMillis(millis).plusNanos(lateMicros * 1_000L),
                7_000_000_000L + 1_000 * (1_000 * millis + lateMicros + random.nextInt(2)),
                Duration.ofSeconds(10),
                Outcome.RESPONDED,
                Reason.NONE,
                new Packets("icmp-echo/56", 5, Duration.ofSeconds(1)),
                TimestampQuality.KERNEL,
                false,
                times,
                measures);
    }

    /** Results of many probes, spread over time like those of a busy agent. */
    public static List<ProbeResult> manyIcmp(int count, int probes) {
        Random random = new Random(20261124);
        return IntStream.range(0, count)
                .mapToObj(i -> icmp("opd-%02d-icmp".formatted(i % probes), i * 20L, random))
                .toList();
    }
}

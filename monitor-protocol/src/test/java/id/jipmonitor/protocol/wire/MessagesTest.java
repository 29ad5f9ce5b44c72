package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    static Stream<Arguments> samples() {
        return Samples.all(ProtocolVersion.CURRENT).entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void message_encodedAndDecoded_isEqual(String name, Message message) {
        assertThat(decode(Messages.encode(message))).isEqualTo(message);
    }

    @Test
    void batch_ofRandomDoublesAndTimes_losesNoBit() {
        Random random = new Random(4711);
        List<ProbeResult> results = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ProbeResult base = Samples.icmp("p" + i % 7, random.nextInt());
            List<Measure> measures = new ArrayList<>();
            for (int m = 0; m < random.nextInt(20); m++) {
                measures.add(new Measure(Metric.SNMP_VALUE, "v" + m, anyDouble(random)));
            }
            results.add(new ProbeResult(
                    base.probe(),
                    base.startedAt(),
                    random.nextLong(),
                    base.interval(),
                    base.outcome(),
                    base.reason(),
                    base.packets(),
                    base.timestampQuality(),
                    random.nextBoolean(),
                    random.longs(random.nextInt(21), 0, Long.MAX_VALUE)
                            .mapToObj(Duration::ofNanos)
                            .toList(),
                    measures));
        }
        Batch batch = Samples.batch(Long.MAX_VALUE / 4, results);

        assertThat(decode(Messages.encode(batch))).isEqualTo(batch);
        SentBefore sent = new SentBefore();
        HeardBefore heard = new HeardBefore();
        for (int i = 0; i < 3; i++) {
            assertThat(Messages.decode(ByteBuffer.wrap(Messages.encode(batch, sent)), heard))
                    .isEqualTo(batch);
        }
    }

    private static double anyDouble(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(1_000_000_000) / 1e9;
            case 2 -> random.nextGaussian() * 1e12;
            case 3 -> {
                double bits = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(bits) ? bits : Double.MIN_VALUE;
            }
            default -> throw new AssertionError();
        };
    }

    @Test
    void icmpResult_inSpooledBatchOfBusyAgent_isSmall() {
        Batch batch = Samples.batch(1, Samples.measured(1_000, 50));

        byte[] bytes = BatchBytes.write(batch);

        assertThat(bytes.length / 1_000.0).isLessThan(14);
        assertThat(BatchBytes.read(bytes)).isEqualTo(batch);
    }

    @Test
    void batches_ofRandomRoundsOnOneConnection_areReadAsTheyWereMade() {
        Random random = new Random(31);
        List<ProbeResult> all = new ArrayList<>(Samples.measured(3_000, 44));
        for (int i = 0; i < 3_000; i += 7) {
            all.set(i, spoilt(all.get(i), random));
        }
        SentBefore sent = new SentBefore();
        HeardBefore heard = new HeardBefore();
        int next = 0;
        while (next < all.size()) {
            int size = Math.min(1 + random.nextInt(20), all.size() - next);
            Batch batch = Samples.batch(next + 1, all.subList(next, next + size));
            assertThat(Messages.decode(ByteBuffer.wrap(Messages.encode(batch, sent)), heard))
                    .isEqualTo(batch);
            next += random.nextInt(30) == 0 ? 0 : size;
        }
    }

    /** The same round with one statistic that does not follow from its times, or a time of odd nanoseconds. */
    private static ProbeResult spoilt(ProbeResult base, Random random) {
        List<Measure> measures = new ArrayList<>(base.measures());
        int which = random.nextInt(measures.size());
        measures.set(which, Measure.of(measures.get(which).metric(), anyDouble(random)));
        List<Duration> times = new ArrayList<>(base.roundTripTimes());
        if (random.nextBoolean()) {
            times.set(0, times.getFirst().plusNanos(1));
        }
        return new ProbeResult(
                base.probe(),
                base.startedAt(),
                base.monotonicNanos() + random.nextInt(2),
                base.interval(),
                base.outcome(),
                new Reason(base.reason().cause(), "detail " + random.nextInt(1_000_000)),
                base.packets(),
                base.timestampQuality(),
                base.stalled(),
                times,
                measures);
    }

    @Test
    void batch_thatContinuesNothing_isMalformed() {
        SentBefore sent = new SentBefore();
        Messages.encode(Samples.named("batch"), sent);
        byte[] second = Messages.encode(Samples.named("batch"), sent);

        assertThatThrownBy(() -> decode(second))
                .hasMessage("batch: expected one that it could continue. Found: none before it");
    }

    @Test
    void hello_ofNewerAgent_isServedByVersionOne() throws Exception {
        Wire.Frame frame = Wire.Frame.parseFrom(Messages.encode(Samples.named("hello")));

        assertThat(frame.getHello().getVersion()).isEqualTo(1);
        assertThat(new ProtocolVersion(1).common()).isEqualTo(new ProtocolVersion(1));
        assertThat(new ProtocolVersion(3).common()).isEqualTo(ProtocolVersion.CURRENT);
        assertThat(new ProtocolVersion(3).servedByThisBuild()).isTrue();
        assertThat(new ProtocolVersion(4).servedByThisBuild()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "0a", "0a02", "1200", "78", "3201ff"})
    void bytes_thatAreNoMessage_areMalformed(String hex) {
        assertThatThrownBy(() -> decode(java.util.HexFormat.of().parseHex(hex)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void bytes_atRandom_areMessagesOrMalformedAndNothingElse() {
        Random random = new Random(99);
        List<byte[]> seeds = Samples.all(ProtocolVersion.CURRENT).values().stream()
                .map(Messages::encode)
                .toList();
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = 0; flips <= random.nextInt(4); flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                decode(bytes);
            } catch (MalformedMessageException e) {
                malformed++;
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(malformed).isGreaterThan(5_000);
    }

    static Stream<Arguments> spoiltBatches() {
        return Stream.of(
                spoilt("agent id: expected 1 to 64", batch -> batch.setAgent("Surabaya!")),
                spoilt("first number: expected 1 to", batch -> batch.setFirstNumber(0)),
                spoilt("first number: expected 1 to", batch -> batch.setFirstNumber(-1)),
                spoilt("shape number: expected 0 to 2. Found: 9", batch -> batch.setShapeOf(0, 9)),
                spoilt("text number: expected 0 to", batch -> batch.setProbes(0, -1)),
                spoilt("batch starts: expected 3 entries, as other columns say. Found: 4", batch -> batch.addStarts(1)),
                spoilt("batch values:", batch -> batch.addValues(2)),
                spoilt("values used:", batch -> batch.clearValues()),
                spoilt("fractions used:", batch -> batch.clearFractions()),
                spoilt("value: expected a form of 0, 1 or 3. Found: 7", batch -> batch.setValues(0, 7)),
                spoilt("round-trip times used:", batch -> batch.clearRoundTrips()),
                spoilt("round-trip times: expected 0 to 20. Found: 21", batch -> batch.setRoundTripCounts(0, 21)),
                spoilt("round-trip time: expected 0 ns or more. Found: -1 ns", batch -> batch.setRoundTrips(0, -1)),
                spoilt("expected a finite number. Found: NaN", batch -> batch.setFractions(0, Double.NaN)),
                spoilt(
                        "outcome: expected one that this version of the protocol knows. Found: UNRECOGNIZED",
                        batch -> batch.getShapesBuilder(0).setOutcomeValue(77)),
                spoilt(
                        "metric: expected one that this version",
                        batch -> batch.getShapesBuilder(0).setMetricsValue(0, 999)),
                spoilt(
                        "interval: expected more than 0",
                        batch -> batch.getShapesBuilder(0).setInterval(0)),
                spoilt("text: expected text without control characters", batch -> batch.setTexts(0, "a\nb")),
                spoilt("text length: expected 0 to 300. Found: 301", batch -> batch.setTexts(1, "x".repeat(301))),
                spoilt(
                        "gap last: expected 9",
                        batch -> batch.addGaps(Wire.Gap.newBuilder().setFirst(9).setLast(8))),
                spoilt(
                        "gap cause: expected one that",
                        batch -> batch.addGaps(Wire.Gap.newBuilder().setFirst(9).setLast(9))),
                spoilt(
                        "self-view: expected 0 <= answered",
                        batch -> batch.getViewBuilder().setAnchorsAnswered(4)),
                spoilt(
                        "anchors: expected 0 to 1000",
                        batch -> batch.getViewBuilder().setAnchorsTotal(-1)),
                spoilt(
                        "gateway: expected one that",
                        batch -> batch.getViewBuilder().clearGateway()));
    }

    private static Arguments spoilt(String message, Consumer<Wire.Batch.Builder> how) {
        return Arguments.of(message, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiltBatches")
    void batch_withFieldOutOfBounds_isMalformed(String message, Consumer<Wire.Batch.Builder> how) throws Exception {
        Wire.Frame.Builder frame = Wire.Frame.parseFrom(Messages.encode(Samples.named("batch"))).toBuilder();
        how.accept(frame.getBatchBuilder());

        assertThatThrownBy(() -> decode(frame.build().toByteArray()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void batch_ofTooManyResults_isRefusedAtBothEnds() throws Exception {
        Batch tooMany = Samples.batch(1, Collections.nCopies(Batch.MAX_RESULTS + 1, Samples.lost("p", 0)));
        assertThatThrownBy(() -> Messages.encode(tooMany)).hasMessage("results: expected 0 to 1000. Found: 1001");

        Wire.Frame.Builder frame = Wire.Frame.newBuilder();
        for (int i = 0; i <= Batch.MAX_RESULTS; i++) {
            frame.getBatchBuilder().addProbes(0);
        }
        assertThatThrownBy(() -> decode(frame.build().toByteArray()))
                .hasMessage("results: expected 0 to 1000. Found: 1001");
    }

    @Test
    void refusal_ofManyWords_isCutToOneLine() {
        Refusal read = (Refusal) decode(Messages.encode(new Refusal("a\nb" + "x".repeat(600))));

        Message.Ack slower = new Message.Ack(Samples.BOOT, 1, 2, List.of(), 500);
        assertThat(decode(Messages.encode(slower))).isEqualTo(slower);
        assertThat(decode(Messages.encode(new Refusal("frame: too long", true))))
                .isEqualTo(new Refusal("frame: too long", true));
        assertThat(read.reason()).hasSize(500).startsWith("a bx").endsWith("...");
    }

    @Test
    void answer_ofManyProblems_keepsTheFirstHundred() {
        AssignmentAnswer answer = new AssignmentAnswer("0".repeat(64), Collections.nCopies(150, "p"));

        assertThat(((AssignmentAnswer) decode(Messages.encode(answer))).problems())
                .hasSize(100);
    }

    @Test
    void frame_withUnknownField_isReadWithoutIt() throws Exception {
        byte[] welcome = Messages.encode(Samples.named("welcome"));
        Wire.Frame.Builder frame = Wire.Frame.parseFrom(welcome).toBuilder();
        frame.getWelcomeBuilder()
                .setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                        .build())
                        .build());

        assertThat(decode(frame.build().toByteArray())).isEqualTo(Samples.named("welcome"));
    }

    private static Message decode(byte[] bytes) {
        return Messages.decode(ByteBuffer.wrap(bytes));
    }
}

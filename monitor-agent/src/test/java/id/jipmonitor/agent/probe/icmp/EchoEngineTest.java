package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that can happen to an echo, on a fake socket in virtual time. */
class EchoEngineTest {
    private static final InetAddress TARGET = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress TARGET6 = InetAddress.ofLiteral("2001:db8::7");
    private static final InetAddress ROUTER = InetAddress.ofLiteral("198.51.100.1");
    private static final Duration TMAX = Duration.ofSeconds(1);
    private static final EchoBurst FIVE =
            EchoBurst.of(new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 46, true, 64));

    private final FakeEchoSocket network = new FakeEchoSocket();
    private final EchoEngine engine =
            new EchoEngine(network, new EchoIdentities.Drawn(new Random(7)), () -> network.now, new Random(11));
    private final EchoSession session = new EchoSession(false);
    private long endedAt;

    private EchoReport exchange(InetAddress target, boolean renew) {
        return exchange(session, target, renew);
    }

    private EchoReport exchange(EchoSession of, InetAddress target, boolean renew) {
        EchoRound round = engine.submit(new EchoOrder(of, renew, target, FIVE, TMAX, RoundTrace.NONE));
        var _ = round.report.thenRun(() -> endedAt = network.now);
        for (int turns = 0; turns < 1_000 && !round.report.isDone(); turns++) {
            engine.turn();
        }
        return round.report.join();
    }

    private Verdict judged(EchoReport report) {
        return EchoRule.judge(report);
    }

    private static double measure(Verdict verdict, Metric metric) {
        return verdict.measures().stream()
                .filter(each -> each.metric() == metric)
                .mapToDouble(Measure::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void round_everyEchoAnswered_responds() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));

        Verdict verdict = judged(exchange(TARGET, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(verdict.roundTripTimes()).hasSize(5).containsOnly(Duration.ofMillis(20));
        assertThat(verdict.timestampQuality()).isEqualTo(TimestampQuality.KERNEL_RECEIVE);
        assertThat(measure(verdict, Metric.ROUND_TRIP_LOSS_RATIO)).isZero();
        assertThat(measure(verdict, Metric.RTT_IPDV_MEAN_SECONDS)).isZero();
    }

    @Test
    void round_everyEchoAnswered_keepsItsPace() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));
        long before = network.now;

        exchange(TARGET, false);

        assertThat(Duration.ofNanos(endedAt - before)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void turns_littleOnItsWay_wakeOnceForAnEcho() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));
        EchoRound round = engine.submit(new EchoOrder(session, false, TARGET, FIVE, TMAX, RoundTrace.NONE));
        int turns = 0;
        for (; !round.report.isDone(); turns++) {
            engine.turn();
        }

        assertThat(turns)
                .isEqualTo(5 + 2); // The first reply is looked at early: does the kernel stamp it? The last has no
        // successor.
    }

    @Test
    void turns_muchOnItsWay_areAMillisecondApart() {
        List<EchoRound> rounds = Stream.generate(
                        () -> new EchoOrder(new EchoSession(false), false, TARGET, FIVE, TMAX, RoundTrace.NONE))
                .limit(64)
                .map(engine::submit)
                .toList();
        engine.turn();
        long before = network.now;
        network.comes(Duration.ofNanos(1), TARGET, new byte[8]);

        engine.turn();

        assertThat(rounds).noneMatch(each -> each.report.isDone());
        assertThat(Duration.ofNanos(network.now - before)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void round_ipv6_responds() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(3)));

        assertThat(judged(exchange(TARGET6, false)).outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(network.sent)
                .allSatisfy(request -> assertThat(request.packet()[0]).isEqualTo((byte) 128));
    }

    @Test
    void request_marks_areThoseOfTheSettings() {
        exchange(TARGET, false);

        assertThat(network.sent).hasSize(5).allSatisfy(request -> {
            assertThat(request.dscp()).isEqualTo(46);
            assertThat(request.timeToLive()).isEqualTo(64);
            assertThat(request.dontFragment()).isTrue();
            assertThat(request.packet()).hasSize(8 + 56);
            assertThat(IcmpMessage.checksum(request.packet(), 0, request.packet().length))
                    .isZero();
        });
    }

    @Test
    void round_nothingComesBack_isUnreachableAfterTmax() {
        long before = network.now;

        Verdict verdict = judged(exchange(TARGET, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(measure(verdict, Metric.ROUND_TRIP_LOSS_RATIO)).isEqualTo(1);
        assertThat(Duration.ofNanos(endedAt - before))
                .isEqualTo(Duration.ofMillis(4 * 200).plus(TMAX));
    }

    @Test
    void reply_afterTmax_countsAsLostAndLate() {
        network.withFarEnd(FakeEchoSocket.answersAfter(TMAX.plusMillis(100)));

        EchoReport first = exchange(TARGET, false);
        EchoReport second = exchange(TARGET, false);

        assertThat(first.roundTrips()).isEmpty();
        assertThat(first.late()).isEqualTo(4);
        assertThat(second.late()).as("one of the first round, four of its own").isEqualTo(5);
    }

    @Test
    void reply_twice_countsAsDuplicate() {
        network.withFarEnd((request, net) -> {
            net.comes(Duration.ofMillis(5), request.target(), FakeEchoSocket.replyTo(request));
            net.comes(Duration.ofMillis(6), request.target(), FakeEchoSocket.replyTo(request));
        });

        EchoReport report = exchange(TARGET, false);

        assertThat(report.roundTrips()).hasSize(5);
        assertThat(report.duplicates()).as("the last one comes after the round").isEqualTo(4);
        assertThat(exchange(TARGET, false).duplicates()).isEqualTo(5);
    }

    @Test
    void reply_payloadChanged_countsAsCorruptAndNotAsAnswer() {
        network.withFarEnd((request, net) -> {
            byte[] reply = FakeEchoSocket.replyTo(request);
            reply[30] ^= 1;
            net.comes(Duration.ofMillis(5), request.target(), FakeEchoSocket.withChecksum(reply));
        });

        Verdict verdict = judged(exchange(TARGET, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(measure(verdict, Metric.ECHO_CORRUPT)).isEqualTo(5);
    }

    @Test
    void reply_checksumWrong_countsAsCorrupt() {
        network.withFarEnd((request, net) -> {
            byte[] reply = FakeEchoSocket.replyTo(request);
            reply[2] ^= 1;
            net.comes(Duration.ofMillis(5), request.target(), reply);
        });

        assertThat(exchange(TARGET, false).corrupt()).isEqualTo(5);
    }

    @Test
    void reply_fromAnotherAddress_isForeign() {
        network.withFarEnd((request, net) -> net.comes(Duration.ofMillis(5), ROUTER, FakeEchoSocket.replyTo(request)));

        EchoReport report = exchange(TARGET, false);

        assertThat(report.roundTrips()).isEmpty();
        assertThat(report.foreign()).isEqualTo(5);
    }

    @Test
    void reply_ofAnotherProgram_isIgnored() {
        network.withFarEnd((request, net) -> {
            byte[] other = FakeEchoSocket.replyTo(request);
            other[4] ^= 0x55;
            net.comes(Duration.ofMillis(5), request.target(), FakeEchoSocket.withChecksum(other));
            net.comes(Duration.ofMillis(5), request.target(), new byte[] {0, 0});
        });

        EchoReport report = exchange(TARGET, false);

        assertThat(report.roundTrips()).isEmpty();
        assertThat(report.corrupt() + report.foreign() + report.late()).isZero();
    }

    @Test
    void router_saysHostUnreachable_endsTheRoundWithItsWords() {
        network.withFarEnd(
                (request, net) -> net.comes(Duration.ofMillis(5), ROUTER, FakeEchoSocket.errorAbout(request, 3, 1)));
        long before = network.now;

        Verdict verdict = judged(exchange(TARGET, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.NO_ROUTE);
        assertThat(verdict.reason().detail()).isEqualTo("host unreachable (ICMP 3/1) from 198.51.100.1");
        assertThat(Duration.ofNanos(endedAt - before)).isLessThan(TMAX);
    }

    @Test
    void router_saysSomething_itsAddressAndTimeAreKept() {
        network.withFarEnd(
                (request, net) -> net.comes(Duration.ofMillis(7), ROUTER, FakeEchoSocket.errorAbout(request, 11, 0)));
        network.departsAfter = Optional.of(Duration.ofMillis(2));

        EchoReport report = exchange(TARGET, false);

        EchoTiming timing = new EchoTiming(Duration.ofMillis(5), TimestampQuality.KERNEL);
        assertThat(report.refusals()).hasSize(5).containsOnly(Optional.of(new IcmpRefusal(11, 0, ROUTER, timing)));
    }

    @Test
    void session_inOneFlow_everyRoundsRequestsHaveOneChecksum() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(5)));
        EchoSession flow = new EchoSession(true);
        for (int round = 0; round < 20; round++) {
            assertThat(exchange(flow, TARGET, false).roundTrips()).hasSize(5);
        }

        Set<Integer> sums = new HashSet<>();
        Set<Long> payloads = new HashSet<>();
        network.sent.forEach(request -> {
            sums.add((int) ByteBuffer.wrap(request.packet()).getShort(2));
            payloads.add(ByteBuffer.wrap(request.packet()).getLong(8));
        });
        assertThat(sums).hasSize(1);
        assertThat(payloads).hasSize(100);
    }

    @Test
    void kernel_refusesToSend_isBlindNotUnreachable() {
        network.nextError = Errno.ENETUNREACH;
        network.errorsLeft = 5;

        Verdict verdict = judged(exchange(TARGET, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.SOCKET_ERROR);
        assertThat(verdict.reason().detail())
                .isEqualTo("0 of 5 echoes left this host. ENETUNREACH: this host has no route to that address");
    }

    @Test
    void kernel_queueFullForAMoment_sendsAgain() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(5)));
        network.nextError = Errno.ENOBUFS;
        network.errorsLeft = 3;

        EchoReport report = exchange(TARGET, false);

        assertThat(report.sent()).isEqualTo(5);
        assertThat(report.roundTrips()).hasSize(5);
    }

    @Test
    void identity_renewed_isAnotherIdentifier() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(5)));
        exchange(TARGET, false);
        exchange(TARGET, false);
        exchange(TARGET, true);

        Set<Integer> ids = new HashSet<>();
        network.sent.forEach(
                request -> ids.add((int) ByteBuffer.wrap(request.packet()).getShort(4)));
        assertThat(ids).hasSize(2);
    }

    @Test
    void departure_toldByTheKernel_roundTripBeginsThere() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));
        network.departsAfter = Optional.of(Duration.ofMillis(2));

        EchoReport report = exchange(TARGET, false);

        assertThat(report.quality()).isEqualTo(TimestampQuality.KERNEL);
        assertThat(report.roundTrips()).containsOnly(Duration.ofMillis(18));
    }

    @Test
    void departure_stampOfAnEarlierPacket_isNotBelieved() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));
        network.departsAfter = Optional.of(Duration.ofMillis(-1));

        EchoReport report = exchange(TARGET, false);

        assertThat(report.quality()).isEqualTo(TimestampQuality.KERNEL_RECEIVE);
        assertThat(report.roundTrips()).containsOnly(Duration.ofMillis(20));
    }

    @Test
    void clock_stepsDuringTheEcho_timesComeFromTheProgram() {
        network.withFarEnd((request, net) -> {
            net.comes(Duration.ofMillis(5), request.target(), FakeEchoSocket.replyTo(request));
            net.wallOffset += Duration.ofMillis(3).toNanos();
        });

        EchoReport report = exchange(TARGET, false);

        assertThat(report.quality()).isEqualTo(TimestampQuality.USER);
        assertThat(report.roundTrips()).startsWith(Duration.ofMillis(5)); // What no kernel stamped is read at once.
    }

    @Test
    void thread_wakesTooLate_replyInTimeByKernelStampCounts() {
        network.withFarEnd(FakeEchoSocket.answersAfter(Duration.ofMillis(20)));
        EchoRound round = engine.submit(new EchoOrder(session, false, TARGET, FIVE, TMAX, RoundTrace.NONE));
        engine.turn();
        network.now += Duration.ofSeconds(3).toNanos();
        for (int turns = 0; turns < 1_000 && !round.report.isDone(); turns++) {
            engine.turn();
        }

        EchoReport report = round.report.join();

        assertThat(report.roundTrips()).hasSize(5).containsOnly(Duration.ofMillis(20));
        assertThat(report.stalled()).isTrue();
    }

    @Test
    void replies_fastUponEachOther_areReadTogetherAndKeepTheirTimes() {
        network.withFarEnd((request, net) -> {
            net.comes(Duration.ofNanos(300_000), request.target(), FakeEchoSocket.replyTo(request));
            net.comes(Duration.ofNanos(600_000), request.target(), FakeEchoSocket.replyTo(request));
        });
        EchoRound round = engine.submit(new EchoOrder(session, false, TARGET, FIVE, TMAX, RoundTrace.NONE));
        int turns = 0;
        for (; !round.report.isDone(); turns++) {
            engine.turn();
        }

        assertThat(turns)
                .as("one for each echo, the first and the last read on their own")
                .isEqualTo(5 + 2);
        assertThat(round.report.join().roundTrips()).hasSize(5).containsOnly(Duration.ofNanos(300_000));
        assertThat(round.report.join().duplicates())
                .as("the last one comes after the round")
                .isEqualTo(4);
    }

    @Test
    void engine_ended_failsTheRoundAsBlind() {
        engine.close();

        EchoRound round = engine.submit(new EchoOrder(session, false, TARGET, FIVE, TMAX, RoundTrace.NONE));

        assertThat(round.report).isCompletedExceptionally();
        assertThat(engine.broken()).isTrue();
    }
}

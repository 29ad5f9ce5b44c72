package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One round in the engine's hands; only the engine's thread knows it, but for the future and the abandoning. */
final class EchoRound {
    private static final long STALL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long NONCE_STEP = 0x9e3779b97f4a7c15L;

    final EchoOrder order;
    final CompletableFuture<EchoReport> report = new CompletableFuture<>();
    final List<Echo> echoes;

    /** Nobody waits for the report any more. */
    volatile boolean abandoned;

    private int open;
    private int sent;
    private int duplicates;
    private int late;
    private int corrupt;
    private int foreign;
    private boolean stalled;
    private Optional<String> refusal = Optional.empty();
    private Optional<String> sendError = Optional.empty();
    private Optional<EchoReport> finished = Optional.empty();

    EchoRound(EchoOrder order) {
        this.order = order;
        this.echoes = new ArrayList<>(order.burst().count());
    }

    void begin(long now, long nonce) {
        open = order.burst().count();
        for (int i = 0; i < open; i++) {
            long dueAt = now + i * order.burst().gap().toNanos();
            echoes.add(new Echo(this, i, nonce + i * NONCE_STEP, dueAt));
        }
        late = order.session().late;
        duplicates = order.session().duplicates;
        order.session().late = 0;
        order.session().duplicates = 0;
    }

    boolean ipv6() {
        return order.target() instanceof Inet6Address;
    }

    boolean ended() {
        return open == 0;
    }

    void departed(Echo echo) {
        sent++;
        stalled |= echo.sentAt.monotonic() - echo.dueAt > STALL_NANOS;
        say(echo, () -> "dikirim, urutan " + echo.sequence, () -> "sent, sequence " + echo.sequence);
    }

    void notSent(Echo echo, int errno) {
        sendError = Optional.of(Errno.described(errno));
        String why = Errno.described(errno);
        say(echo, () -> "tidak terkirim: " + why, () -> "not sent: " + why);
    }

    void answered(Echo echo) {
        say(echo, () -> "dijawab setelah " + figure(echo), () -> "answered after " + figure(echo));
    }

    private static String figure(Echo echo) {
        return echo.roundTrip.orElse(Duration.ZERO).toNanos() / 1_000 + " us (" + echo.quality + ")";
    }

    void duplicate(Echo echo) {
        if (ended()) {
            order.session().duplicates++;
        } else {
            duplicates++;
        }
        say(echo, () -> "dijawab lagi", () -> "answered again");
    }

    void late(Echo echo) {
        if (ended()) {
            order.session().late++;
        } else {
            late++;
        }
        say(echo, () -> "jawaban terlambat", () -> "answer came late");
    }

    void corrupt(Echo echo) {
        corrupt++;
        say(echo, () -> "jawaban rusak", () -> "answer is corrupt");
    }

    void foreign(Echo echo, String source) {
        foreign++;
        say(echo, () -> "dijawab oleh alamat lain: " + source, () -> "answered by another address: " + source);
    }

    void refused(Echo echo, IcmpRefusal said) {
        String words = said.described();
        echo.refusal = Optional.of(said);
        refusal = Optional.of(words);
        say(echo, () -> "ditolak: " + words, () -> "refused: " + words);
    }

    void lost(Echo echo) {
        say(echo, () -> "tidak ada jawaban", () -> "no answer");
    }

    /** One echo has its fate; tells whether it was the last. */
    boolean settle() {
        open--;
        if (open == 0) {
            finished = Optional.of(reported());
        }
        return open == 0;
    }

    /** Hands the report over. */
    void tell() {
        finished.ifPresent(report::complete);
    }

    private EchoReport reported() {
        List<Optional<Duration>> roundTrips = new ArrayList<>(echoes.size());
        List<Optional<IcmpRefusal>> refusals = new ArrayList<>(echoes.size());
        TimestampQuality quality = TimestampQuality.NONE;
        for (Echo each : echoes) {
            roundTrips.add(each.roundTrip);
            refusals.add(each.refusal);
            if (each.roundTrip.isPresent()) {
                quality = quality == TimestampQuality.NONE ? each.quality : worse(quality, each.quality);
            }
        }
        return new EchoReport(
                sent, roundTrips, refusals, duplicates, late, corrupt, foreign, quality, stalled, refusal, sendError);
    }

    private static TimestampQuality worse(TimestampQuality one, TimestampQuality other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The echo that follows, if there is one. */
    Optional<Echo> after(Echo echo) {
        return echo.index + 1 < echoes.size() ? Optional.of(echoes.get(echo.index + 1)) : Optional.empty();
    }

    void fail(String detail) {
        report.completeExceptionally(new EchoFailure(Cause.SOCKET_ERROR, detail));
    }

    private void say(Echo echo, Supplier<String> indonesian, Supplier<String> english) {
        if (!order.trace().equals(RoundTrace.NONE)) {
            String place = (echo.index + 1) + "/" + order.burst().count() + " "
                    + order.target().getHostAddress() + ": ";
            order.trace().say("Gema " + place + indonesian.get(), "Echo " + place + english.get());
        }
    }
}

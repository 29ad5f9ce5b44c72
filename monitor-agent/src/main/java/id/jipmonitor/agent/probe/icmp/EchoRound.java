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

/** One round in the engine's hands; only the engine's thread knows it, but for the future and the abandoning. */
final class EchoRound {
    private static final long STALL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long NONCE_STEP = 0x9e3779b97f4a7c15L;

    final EchoOrder order;
    final CompletableFuture<EchoReport> report = new CompletableFuture<>();
    final List<Echo> echoes = new ArrayList<>();

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

    EchoRound(EchoOrder order) {
        this.order = order;
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
        say(echo, "dikirim, urutan " + (echo.key & 0xffff), "sent, sequence " + (echo.key & 0xffff));
    }

    void notSent(Echo echo, int errno) {
        sendError = Optional.of(Errno.described(errno));
        say(echo, "tidak terkirim: " + Errno.described(errno), "not sent: " + Errno.described(errno));
        settle();
    }

    void answered(Echo echo) {
        String figure = echo.roundTrip.orElse(Duration.ZERO).toNanos() / 1_000 + " us (" + echo.quality + ")";
        say(echo, "dijawab setelah " + figure, "answered after " + figure);
    }

    void duplicate(Echo echo) {
        if (ended()) {
            order.session().duplicates++;
        } else {
            duplicates++;
        }
        say(echo, "dijawab lagi", "answered again");
    }

    void late(Echo echo) {
        if (ended()) {
            order.session().late++;
        } else {
            late++;
        }
        say(echo, "jawaban terlambat", "answer came late");
    }

    void corrupt(Echo echo) {
        corrupt++;
        say(echo, "jawaban rusak", "answer is corrupt");
    }

    void foreign(Echo echo, String source) {
        foreign++;
        say(echo, "dijawab oleh alamat lain: " + source, "answered by another address: " + source);
    }

    void refused(Echo echo, IcmpRefusal said) {
        String words = said.described();
        echo.refusal = Optional.of(said);
        refusal = Optional.of(words);
        say(echo, "ditolak: " + words, "refused: " + words);
    }

    void lost(Echo echo) {
        say(echo, "tidak ada jawaban", "no answer");
    }

    /** One echo has its fate. */
    void settle() {
        open--;
        if (open == 0) {
            report.complete(new EchoReport(
                    sent,
                    echoes.stream().map(each -> each.roundTrip).toList(),
                    echoes.stream().map(each -> each.refusal).toList(),
                    duplicates,
                    late,
                    corrupt,
                    foreign,
                    quality(),
                    stalled,
                    refusal,
                    sendError));
        }
    }

    void fail(String detail) {
        report.completeExceptionally(new EchoFailure(Cause.SOCKET_ERROR, detail));
    }

    private TimestampQuality quality() {
        return echoes.stream()
                .filter(each -> each.roundTrip.isPresent())
                .map(each -> each.quality)
                .min(Enum::compareTo)
                .orElse(TimestampQuality.NONE);
    }

    private void say(Echo echo, String indonesian, String english) {
        if (!order.trace().equals(RoundTrace.NONE)) {
            String place = (echo.index + 1) + "/" + order.burst().count() + " "
                    + order.target().getHostAddress() + ": ";
            order.trace().say("Gema " + place + indonesian, "Echo " + place + english);
        }
    }
}

package id.jipmonitor.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Cidr;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every probe type promises, against real targets on this host. */
public abstract class ProbeContract {
    /** Room for a busy machine; the promise is an order of magnitude, not a figure. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    protected final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final List<ProbeType> opened = new ArrayList<>();

    /** A type made for this environment. */
    protected abstract ProbeType type(ProbeEnvironment environment);

    /** A type for the silent target; another one only where nothing on this host can be silent. */
    protected ProbeType silentType(ProbeEnvironment environment) {
        return type(environment);
    }

    /** A probe of something that answers. */
    protected abstract ProbeSpec answering();

    /** A probe of something that accepts whatever is sent and says nothing. */
    protected abstract ProbeSpec silent();

    /** How long a round of the silent target may take at most. */
    protected abstract Duration longestRound();

    /** A probe whose own resources are gone: closed engine, closed loops, unknown credentials. */
    protected abstract ProbeResult runWithoutResources() throws InterruptedException;

    /** The same probe at another target. */
    protected static ProbeSpec at(ProbeSpec spec, String target) {
        return new ProbeSpec(spec.probe(), target, spec.cadence(), spec.waitingTime(), spec.settings());
    }

    protected ProbeEnvironment environment(ProbeLimits limits) {
        return new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, eventLoops, Trust.system(), credentials(), limits);
    }

    /** Credentials that the type needs. */
    protected Map<String, SnmpCredentials> credentials() {
        return Map.of();
    }

    protected ProbeType opened(ProbeLimits limits) {
        ProbeType type = type(environment(limits));
        opened.add(type);
        return type;
    }

    protected ProbeResult run(ProbeSpec spec) throws InterruptedException {
        try (Probe probe = opened(Specs.UNLIMITED).open(spec)) {
            return probe.run(Specs.round());
        }
    }

    private ProbeResult runSilent() throws InterruptedException {
        ProbeType type = silentType(environment(Specs.UNLIMITED));
        opened.add(type);
        try (Probe probe = type.open(silent())) {
            return probe.run(Specs.round());
        }
    }

    @AfterEach
    void closeTypes() {
        opened.forEach(ProbeType::close);
        var _ = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void target_answering_responds() throws InterruptedException {
        ProbeResult result = run(answering());

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measures()).hasSizeLessThanOrEqualTo(ProbeResult.MAX_MEASURES);
    }

    @Test
    void result_always_tellsWhatWasSent() throws InterruptedException {
        ProbeSpec spec = answering();
        Round round = Specs.round();
        ProbeResult result;
        try (Probe probe = opened(Specs.UNLIMITED).open(spec)) {
            result = probe.run(round);
        }

        assertThat(result.probe()).isEqualTo(spec.probe());
        assertThat(result.startedAt()).isEqualTo(round.startedAt());
        assertThat(result.monotonicNanos()).isEqualTo(round.monotonicNanos());
        assertThat(result.interval()).isEqualTo(spec.cadence().interval());
        assertThat(result.packets().typeP()).startsWith(spec.settings().typeName());
        assertThat(result.packets().count()).isPositive();
        assertThat(result.packets().waitingTime()).isEqualTo(spec.waitingTime());
    }

    @Test
    void target_silent_honoursTheWaitingTime() throws InterruptedException {
        long start = System.nanoTime();
        runSilent();
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(took).isGreaterThanOrEqualTo(silent().waitingTime().minusMillis(5));
        assertThat(took).isLessThan(longestRound().plus(SLACK));
    }

    @Test
    void resources_gone_isBlindNeverUnreachable() throws InterruptedException {
        ProbeResult result = runWithoutResources();

        assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(result.reason().cause()).isNotEqualTo(Cause.NONE);
        assertThat(result.reason().detail()).isNotBlank();
    }

    @Test
    void name_withoutAddress_isBlindWithDnsFailed() throws InterruptedException {
        ProbeResult result = run(at(answering(), "does-not-exist.invalid"));

        assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(result.reason().cause()).isEqualTo(Cause.DNS_FAILED);
    }

    @Test
    void target_notAllowed_isSkippedAndNotSent() throws InterruptedException {
        ProbeLimits elsewhere = new ProbeLimits(
                List.of(new Cidr(InetAddress.ofLiteral("192.0.2.0"), 24)), 10_000, 1_000_000, 1_000_000, 1_000_000);
        ProbeResult result;
        try (Probe probe = opened(elsewhere).open(answering())) {
            result = probe.run(Specs.round());
        }

        assertThat(result.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.reason().cause()).isEqualTo(Cause.TARGET_NOT_ALLOWED);
        assertThat(result.measure(Metric.ECHO_SENT)).isEmpty();
    }

    @Test
    void round_interrupted_endsAtOnce() throws InterruptedException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::runSilent).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void settings_ofAnotherType_areRefused() {
        ProbeSettings other = answering().settings() instanceof ProbeSettings.Icmp
                ? new ProbeSettings.Tcp(1, Optional.empty(), Optional.empty(), true)
                : new ProbeSettings.Icmp(1, Duration.ofSeconds(1), 16, 0, false, 64);
        ProbeType type = opened(Specs.UNLIMITED);

        assertThatThrownBy(() -> type.open(Specs.of("127.0.0.1", Duration.ofSeconds(1), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probe-1 settings: expected " + type.name() + ". Found: " + other.typeName());
    }

    @Test
    void selfTest_always_speaksBothLanguages() {
        SelfTest selfTest = opened(Specs.UNLIMITED).selfTest();

        assertThat(selfTest.works()).isTrue();
        assertThat(selfTest.mode()).isNotBlank();
        assertThat(selfTest.indonesian()).isNotBlank().isNotEqualTo(selfTest.english());
    }
}

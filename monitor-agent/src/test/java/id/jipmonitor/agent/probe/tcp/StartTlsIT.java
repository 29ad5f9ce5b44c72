package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Tcp;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** STARTTLS against SMTP servers on loopback, honest ones and others. */
class StartTlsIT {
    private static final Duration TMAX = Duration.ofMillis(1_500);

    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Instant soon = now.plus(3, ChronoUnit.DAYS);
    private final LoopbackServers servers = new LoopbackServers();
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final TestAuthority authority = new TestAuthority("ca", now);
    private SSLContext context;

    @BeforeEach
    void issue() throws Exception {
        context = TestAuthority.serving(authority.leaf("mail.example", soon));
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        var _ = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private ProbeResult probe(int port, Optional<Tcp.Banner> banner) throws Exception {
        ProbeEnvironment environment = new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, eventLoops, authority.trust(), Map.of(), Specs.UNLIMITED);
        Tcp.Tls tls = new Tcp.Tls(Tcp.Tls.Start.SMTP, Optional.of("mail.example"), true);
        ProbeSettings settings = new Tcp(port, Optional.of(tls), banner, true);
        try (TcpProbeType type = new TcpProbeType(environment);
                Probe probe = type.open(Specs.of("127.0.0.1", TMAX, settings))) {
            return probe.run(Specs.round());
        }
    }

    private ProbeResult probe(String... replies) throws Exception {
        return probe(servers.start(new SmtpService(context, List.of(replies))), Optional.empty());
    }

    private static void expectRefused(ProbeResult result, Cause cause, String detail) {
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().detail()).contains(detail);
        assertThat(result.reason().cause()).isEqualTo(cause);
        assertThat(result.measure(Metric.CONNECT_SECONDS)).isPresent();
        assertThat(result.measure(Metric.TLS_SECONDS)).isEmpty();
    }

    @Test
    void server_honest_showsItsCertificate() throws Exception {
        ProbeResult result = probe(SmtpService.GREETING, SmtpService.EXTENSIONS, SmtpService.READY);

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.TLS_SECONDS)).isPresent();
        assertThat(result.measure(Metric.BANNER_SECONDS)).isPresent();
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(1);
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) soon.getEpochSecond());
    }

    @Test
    void banner_afterStartTls_isAskedInSecret() throws Exception {
        int port = servers.start(SmtpService.honest(context));
        ProbeResult result = probe(port, Optional.of(new Tcp.Banner("EHLO probe.example\r\n", "in secret")));

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measures().stream().map(each -> each.metric()))
                .filteredOn(Metric.BANNER_SECONDS::equals)
                .hasSize(1);
    }

    @Test
    void greeting_thatNeverEnds_isRefused() throws Exception {
        int port = servers.start(connection -> {
            for (int i = 0; i < 100_000; i++) {
                connection.getOutputStream().write("220-still greeting\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });

        expectRefused(probe(port, Optional.empty()), Cause.BANNER_MISMATCH, "end of the SMTP greeting");
    }

    @Test
    void server_silent_timesOutWithinTmax() throws Exception {
        expectRefused(
                probe(servers.start(LoopbackServers::silent), Optional.empty()),
                Cause.TIMEOUT,
                "no SMTP greeting in time");
    }

    @Test
    void server_silentAfterEhlo_saysWhatWasAwaited() throws Exception {
        expectRefused(probe(SmtpService.GREETING), Cause.TIMEOUT, "no reply to EHLO in time");
    }

    @Test
    void server_thatIsNoMailServer_isMismatch() throws Exception {
        expectRefused(probe("SSH-2.0-OpenSSH\r\n"), Cause.BANNER_MISMATCH, "Found: \"SSH-2.0-OpenSSH\"");
    }

    @Test
    void server_withoutStartTls_isTlsFailed() throws Exception {
        expectRefused(
                probe(SmtpService.GREETING, "250-mail.example\r\n250 SIZE 1000\r\n"),
                Cause.TLS_FAILED,
                "expected STARTTLS among the extensions");
    }

    @Test
    void startTls_refused_isTlsFailed() throws Exception {
        expectRefused(
                probe(SmtpService.GREETING, SmtpService.EXTENSIONS, "454 4.7.0 TLS not available\r\n"),
                Cause.TLS_FAILED,
                "Found: \"454 4.7.0 TLS not available\"");
    }

    @Test
    void words_injectedBehindTheLastReply_areRefused() throws Exception {
        expectRefused(
                probe(SmtpService.GREETING, SmtpService.EXTENSIONS, SmtpService.READY + "250 injected\r\n"),
                Cause.TLS_FAILED,
                "250 injected");
    }

    @Test
    void words_injectedBeforeTheHandshake_areRefused() throws Exception {
        SmtpService mail = SmtpService.honest(context);
        int port = servers.start(connection -> {
            connection.setTcpNoDelay(true);
            mail.converse(connection);
            SmtpService.say(connection, "250 injected\r\n");
            LoopbackServers.silent(connection);
        });
        ProbeResult result = probe(port, Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).as(result.reason().detail()).isEqualTo(Cause.TLS_FAILED);
    }

    @Test
    void server_hangsUpAfterTheLastReply_isReset() throws Exception {
        SmtpService mail = SmtpService.honest(context);
        int port = servers.start(connection -> {
            connection.setSoLinger(true, 0);
            mail.converse(connection);
            connection.close();
        });

        expectRefused(probe(port, Optional.empty()), Cause.CONNECTION_RESET, "closed");
    }
}

package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A served certificate is judged apart from the connection that served it. */
class ServedCertificateIT {
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Instant soon = now.plus(3, ChronoUnit.DAYS);

    private final LoopbackServers servers = new LoopbackServers();
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final TestAuthority authority = new TestAuthority("ca", now);

    @AfterEach
    void stop() throws IOException {
        servers.close();
        var _ = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private ProbeResult probe(X509Bundle served, boolean requireVerified) throws Exception {
        int port = servers.start(
                TestAuthority.serving(served)
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                LoopbackServers::silent);
        ProbeEnvironment environment = new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, eventLoops, authority.trust(), Map.of(), Specs.UNLIMITED);
        var tls = new ProbeSettings.Tcp.Tls(
                ProbeSettings.Tcp.Tls.Start.AT_ONCE, Optional.of("portal.example"), requireVerified);
        var settings = new ProbeSettings.Tcp(port, Optional.of(tls), Optional.empty(), true);
        try (TcpProbeType type = new TcpProbeType(environment);
                Probe probe = type.open(Specs.of("127.0.0.1", Duration.ofSeconds(5), settings))) {
            return probe.run(Specs.round());
        }
    }

    @Test
    void certificate_good_isVerifiedWithItsEnd() throws Exception {
        ProbeResult result = probe(authority.leaf("portal.example", soon), true);

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(1);
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) soon.getEpochSecond());
        assertThat(result.measure(Metric.TLS_SECONDS)).isPresent();
    }

    @Test
    void certificate_expired_isRecordedWithItsEnd() throws Exception {
        Instant end = now.minus(1, ChronoUnit.DAYS);
        ProbeResult result = probe(authority.leaf("portal.example", end), false);

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(0);
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) end.getEpochSecond());
    }

    @Test
    void certificate_ofAnotherName_failsWhereVerificationIsRequired() throws Exception {
        ProbeResult result = probe(authority.leaf("other.example", soon), true);

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.TLS_FAILED);
        assertThat(result.reason().detail())
                .startsWith("certificate not verified: ")
                .contains("portal.example");
    }

    @Test
    void certificate_ofUnknownAuthority_isNotVerified() throws Exception {
        ProbeResult result = probe(new TestAuthority("elsewhere", now).leaf("portal.example", soon), false);

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(0);
    }
}

package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A served certificate is judged apart from the connection that served it. */
class ServedCertificateIT {
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Instant soon = now.plus(3, ChronoUnit.DAYS);

    private final List<String> told = new CopyOnWriteArrayList<>();
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
            return probe.run(new Round(now, 42, (indonesian, english) -> {
                told.add(indonesian);
                told.add(english);
            }));
        }
    }

    @Test
    void certificate_good_isVerifiedWithItsEnd() throws Exception {
        ProbeResult result = probe(authority.leaf("portal.example", soon), true);

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(1);
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) soon.getEpochSecond());
        assertThat(result.measure(Metric.TLS_SECONDS)).isPresent();
        assertThat(result.reason()).isEqualTo(Reason.NONE);
        String validity = now.minus(5, ChronoUnit.DAYS) + " s.d. " + soon;
        assertThat(told)
                .contains(
                        "Sertifikat: subjek CN=portal.example; penerbit CN=ca; nama portal.example; rantai 1; berlaku "
                                + validity,
                        "Certificate: subject CN=portal.example; issuer CN=ca; names portal.example; chain of 1;"
                                + " valid from " + validity.replace("s.d.", "to"),
                        "Certificate verified");
    }

    private void expectNoted(ProbeResult result, String problem) {
        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.CERTIFICATE_VERIFIED)).hasValue(0);
        assertThat(result.reason()).isEqualTo(new Reason(Cause.CERTIFICATE_NOT_VERIFIED, problem));
        assertThat(told).contains("Certificate not verified: " + problem);
    }

    @Test
    void certificate_expired_isRecordedWithItsEnd() throws Exception {
        Instant end = now.minus(1, ChronoUnit.DAYS);
        ProbeResult result = probe(authority.leaf("portal.example", end), false);

        expectNoted(result, "expired on " + end);
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) end.getEpochSecond());
    }

    @Test
    void certificate_notYetValid_isToldWithItsStart() throws Exception {
        Instant start = now.plus(1, ChronoUnit.DAYS);

        expectNoted(probe(authority.leafFrom("portal.example", start), false), "not valid before " + start);
    }

    @Test
    void intermediate_expired_isToldByName() throws Exception {
        Instant end = now.minus(1, ChronoUnit.DAYS);

        expectNoted(
                probe(authority.leafOfIntermediate("portal.example", end), false),
                "expired on " + end + " (CN=between)");
    }

    @Test
    void certificate_selfSigned_isTold() throws Exception {
        expectNoted(probe(authority.selfSigned("portal.example"), false), "self-signed");
    }

    @Test
    void certificate_ofAnotherName_failsWhereVerificationIsRequired() throws Exception {
        ProbeResult result = probe(authority.leaf("other.example", soon), true);

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason())
                .isEqualTo(new Reason(
                        Cause.CERTIFICATE_NOT_VERIFIED, "name mismatch: portal.example is not among other.example"));
        assertThat(result.measure(Metric.CERTIFICATE_NOT_AFTER_SECONDS)).hasValue((double) soon.getEpochSecond());
        assertThat(told)
                .contains("Sertifikat tidak tepercaya: nama tidak cocok: portal.example tidak ada di antara"
                        + " other.example");
    }

    @Test
    void certificate_ofUnknownAuthority_isNotVerified() throws Exception {
        X509Bundle foreign = new TestAuthority("elsewhere", now).leaf("portal.example", soon);

        expectNoted(
                probe(foreign, false),
                "unknown issuer: the chain of 1 leads to CN=elsewhere, which this host does not trust");
    }
}

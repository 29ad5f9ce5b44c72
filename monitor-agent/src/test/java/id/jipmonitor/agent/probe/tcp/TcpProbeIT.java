package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeContract;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.Trust;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TCP keeps the probe contract, and tells each way to fail apart, against servers on loopback. */
class TcpProbeIT extends ProbeContract {
    private static final Duration TMAX = Duration.ofMillis(1_500);
    private static final Optional<ProbeSettings.Tcp.Tls> TLS =
            Optional.of(new ProbeSettings.Tcp.Tls(ProbeSettings.Tcp.Tls.Start.AT_ONCE, Optional.empty(), false));

    private final LoopbackServers servers = new LoopbackServers();

    @AfterEach
    void stopServers() throws IOException {
        servers.close();
    }

    private static ProbeSpec plain(int port) {
        return Specs.of("127.0.0.1", TMAX, new ProbeSettings.Tcp(port, Optional.empty(), Optional.empty(), true));
    }

    private static ProbeSpec secured(int port) {
        return Specs.of("127.0.0.1", TMAX, new ProbeSettings.Tcp(port, TLS, Optional.empty(), true));
    }

    private static ProbeSpec banner(int port, String send, String expect) {
        Optional<ProbeSettings.Tcp.Banner> banner = Optional.of(new ProbeSettings.Tcp.Banner(send, expect));
        return Specs.of("127.0.0.1", TMAX, new ProbeSettings.Tcp(port, Optional.empty(), banner, true));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected ProbeType type(ProbeEnvironment environment) {
        return new TcpProbeType(environment);
    }

    @Override
    protected ProbeSpec answering() {
        return plain(servers.start(LoopbackServers::silent));
    }

    @Override
    protected ProbeSpec silent() {
        return banner(servers.start(LoopbackServers::silent), "", "x");
    }

    @Override
    protected Duration longestRound() {
        return TMAX.multipliedBy(2);
    }

    @Override
    protected ProbeResult runWithoutResources() throws InterruptedException {
        var gone = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var _ = gone.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        ProbeEnvironment environment = new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, gone, Trust.system(), Map.of(), Specs.UNLIMITED);
        try (TcpProbeType type = new TcpProbeType(environment);
                Probe probe = type.open(answering())) {
            return probe.run(Specs.round());
        }
    }

    @Test
    void port_open_timesConnectAndKernelRoundTrip() throws InterruptedException {
        ProbeResult result = run(answering());

        assertThat(result.measure(Metric.CONNECT_SECONDS)).isPresent();
        assertThat(result.measure(Metric.TCP_RTT_SECONDS)).isPresent();
        assertThat(result.roundTripTimes()).hasSize(1);
    }

    @Test
    void port_closed_isRefused() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        ProbeResult result = run(plain(port));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.CONNECTION_REFUSED);
    }

    @Test
    void banner_expected_responds() throws InterruptedException {
        int port = servers.start(connection -> {
            connection.getInputStream().readNBytes(6);
            connection.getOutputStream().write(ascii("220 mail.jatim ready\r\n"));
        });
        ProbeResult result = run(banner(port, "EHLO\r\n", "220 "));

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.BANNER_SECONDS)).isPresent();
    }

    @Test
    void banner_another_isRefusedWithWhatWasFound() throws InterruptedException {
        int port = servers.start(connection -> {
            connection.getOutputStream().write(ascii("554 go away\r\n"));
            connection.close();
        });
        ProbeResult result = run(banner(port, "", "220 "));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.BANNER_MISMATCH);
        assertThat(result.reason().detail())
                .isEqualTo("expected \"220 \" in the first 4096 bytes. Found: \"554 go away \"");
    }

    @Test
    void banner_endless_isRefusedAfterFourKilobytes() throws InterruptedException {
        int port = servers.start(connection -> {
            for (int i = 0; i < 1_000; i++) {
                connection.getOutputStream().write(new byte[1_024]);
            }
        });

        assertThat(run(banner(port, "", "220 ")).reason().cause()).isEqualTo(Cause.BANNER_MISMATCH);
    }

    @Test
    void service_silentAfterAccept_isConnectivityWithoutService() throws InterruptedException {
        ProbeResult result = run(silent());

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.TIMEOUT);
    }

    @Test
    void service_withoutTls_failsTheHandshakeOnly() throws InterruptedException {
        int port = servers.start(connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write(ascii("HTTP/1.0 400 Bad Request\r\n\r\n"));
        });
        ProbeResult result = run(secured(port));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.TLS_FAILED);
        assertThat(result.measure(Metric.CONNECT_SECONDS)).isPresent();
    }

    @Test
    void service_hangsUpDuringTls_isReset() throws InterruptedException {
        int port = servers.start(connection -> {
            connection.getInputStream().read();
            connection.setSoLinger(true, 0);
            connection.close();
        });
        ProbeResult result = run(secured(port));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.CONNECTION_RESET);
    }

    @Test
    void service_silentDuringTls_timesOut() throws InterruptedException {
        ProbeResult result = run(secured(servers.start(LoopbackServers::silent)));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().cause()).isEqualTo(Cause.TIMEOUT);
    }
}

package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeContract;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The path by TCP keeps the probe contract. */
class PathByTcpIT extends ProbeContract {
    private static final Duration TMAX = Duration.ofMillis(300);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Echoes echoes;

    @BeforeEach
    void openEchoes() {
        echoes = Echoes.ofThisHost(System::nanoTime);
        opened.add(echoes);
        Assumptions.assumeTrue(echoes.selfTest().works(), "the self-test of the type is that of its echoes");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Override
    protected ProbeType type(ProbeEnvironment environment) {
        return new PathProbeType(environment, echoes);
    }

    @Override
    protected ProbeSpec answering() {
        return spec(listening(50));
    }

    /** A service whose queue is full: the kernel drops every further SYN. */
    @Override
    protected ProbeSpec silent() {
        int port = listening(1);
        for (int i = 0; i < 4; i++) {
            fill(port);
        }
        return spec(port);
    }

    @Override
    protected Duration longestRound() {
        return ((ProbeSettings.Path) spec(1).settings()).longestRound(TMAX);
    }

    @Override
    protected ProbeResult runWithoutResources() throws InterruptedException {
        ProbeType type = type(environment(Specs.UNLIMITED));
        try (Probe probe = type.open(answering())) {
            type.close();
            return probe.run(Specs.round());
        }
    }

    @Test
    void target_oneHopAway_isFoundThere() throws InterruptedException {
        ProbeResult result = run(answering());

        assertThat(result.measure(Metric.PATH_HOPS)).hasValue(1);
        assertThat(result.packets().typeP()).matches("path-tcp-syn/[0-9]+/ttl1-3");
    }

    private static ProbeSpec spec(int port) {
        return Specs.of("127.0.0.1", TMAX, new ProbeSettings.Path(3, 1, new ProbeSettings.Path.Syn(port)));
    }

    private int listening(int backlog) {
        try {
            ServerSocket service = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
            opened.add(service);
            return service.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(int port) {
        try {
            Socket waiting = new Socket();
            opened.add(waiting);
            waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException full) {
            // One more is not taken: that is what is wanted.
        }
    }
}

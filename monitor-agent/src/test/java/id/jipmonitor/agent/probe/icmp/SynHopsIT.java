package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.RoundTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TCP connections to this host itself, as the kernel makes them. */
class SynHopsIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void portThatListens_answersEveryRequest_andNoConnectionStays() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 50, LOOPBACK)) {
            EchoReport report = hops(service.getLocalPort()).ask(LOOPBACK, 1, 8);

            assertThat(report.sent()).isEqualTo(16);
            assertThat(report.roundTrips()).hasSize(16).allMatch(each -> each.compareTo(Duration.ofSeconds(1)) < 0);
            assertThat(report.refusals()).containsOnly(Optional.empty());
            service.setSoTimeout(5_000);
            try (var accepted = service.accept()) {
                assertThat(resets(accepted)).isTrue();
            }
        }
    }

    @Test
    void closedPort_answersToo() throws Exception {
        EchoReport report = hops(closedPort()).ask(LOOPBACK, 1, 2);

        assertThat(report.roundTrips()).hasSize(4);
        assertThat(report.tooFewLeft()).isFalse();
    }

    @Test
    void addressWithoutARoute_leavesNothing_andSaysWhy() throws Exception {
        EchoReport report = hops(443).ask(InetAddress.ofLiteral("255.255.255.255"), 1, 2);

        assertThat(report.sent()).isZero();
        assertThat(report.tooFewLeft()).isTrue();
        assertThat(report.sendError()).isPresent();
    }

    @Test
    void requestOfALaterRound_hasThePortItHadBefore() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 50, LOOPBACK)) {
            service.setSoTimeout(5_000);
            // Between two rounds another program may have taken a port; then a request gets any.
            await().until(() -> {
                SynHops hops = hops(service.getLocalPort());
                return sources(service, hops).equals(sources(service, hops));
            });
        }
    }

    @Test
    void announcement_namesThePort_inBothLanguages() {
        List<String> told = new ArrayList<>();
        RoundTrace trace = (indonesian, english) -> told.add(indonesian + " | " + english);
        hops(443).announce(trace);

        assertThat(told)
                .containsExactly("Menanyai lompatan dengan TCP SYN ke port 443 | Asking hops by TCP SYN to port 443");
    }

    private static List<Integer> sources(ServerSocket service, SynHops hops) throws Exception {
        List<Integer> ports = new ArrayList<>();
        hops.ask(LOOPBACK, 1, 2);
        for (int i = 0; i < 4; i++) {
            try (var accepted = service.accept()) {
                ports.add(accepted.getPort());
            }
        }
        return ports;
    }

    private static boolean resets(Socket connection) {
        try {
            return connection.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket unused = new ServerSocket(0, 1, LOOPBACK)) {
            return unused.getLocalPort();
        }
    }

    private SynHops hops(int port) {
        return new SynHops(port, 2, Duration.ofSeconds(2), threads, System::nanoTime);
    }
}

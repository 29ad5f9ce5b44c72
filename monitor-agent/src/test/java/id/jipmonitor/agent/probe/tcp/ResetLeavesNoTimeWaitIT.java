package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.Trust;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A probe with {@code reset_on_close} leaves no socket in TIME_WAIT, as the kernel's own table (proc(5)) tells. */
class ResetLeavesNoTimeWaitIT {
    private static final int ROUNDS = 20;
    private static final String LISTEN = "0A";
    private static final String TIME_WAIT = "06";

    private final LoopbackServers servers = new LoopbackServers();

    /** How the agent's event loops wait. */
    enum Transport {
        EPOLL,
        NIO;

        IoEventLoopGroup open() {
            IoHandlerFactory factory = this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
            return new MultiThreadIoEventLoopGroup(1, factory);
        }
    }

    @AfterEach
    void stopServers() throws IOException {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void reset_onlyConnected_leavesNoSocket(Transport transport) throws InterruptedException {
        int port = servers.start(ResetLeavesNoTimeWaitIT::greet);
        run(transport, new ProbeSettings.Tcp(port, Optional.empty(), Optional.empty(), true));

        await().untilAsserted(() -> assertThat(states(port)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void reset_afterABanner_leavesNoSocket(Transport transport) throws InterruptedException {
        int port = servers.start(ResetLeavesNoTimeWaitIT::greet);
        Optional<ProbeSettings.Tcp.Banner> banner = Optional.of(new ProbeSettings.Tcp.Banner("", "220"));
        run(transport, new ProbeSettings.Tcp(port, Optional.empty(), banner, true));

        await().untilAsserted(() -> assertThat(states(port)).isEmpty());
    }

    @Test
    void noReset_connected_leavesTimeWaitForEachRound() throws InterruptedException {
        int port = servers.start(ResetLeavesNoTimeWaitIT::greet);
        Optional<ProbeSettings.Tcp.Banner> banner = Optional.of(new ProbeSettings.Tcp.Banner("", "220"));
        run(Transport.EPOLL, new ProbeSettings.Tcp(port, Optional.empty(), banner, false));

        await().untilAsserted(() -> assertThat(states(port)).hasSize(ROUNDS).containsOnly(TIME_WAIT));
    }

    /** Greets and waits until the client closes. */
    private static void greet(Socket connection) throws IOException {
        connection.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
        LoopbackServers.silent(connection);
        connection.close();
    }

    private static void run(Transport transport, ProbeSettings.Tcp settings) throws InterruptedException {
        IoEventLoopGroup loops = transport.open();
        ProbeEnvironment environment = new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, loops, Trust.system(), Map.of(), Specs.UNLIMITED);
        try (TcpProbeType type = new TcpProbeType(environment);
                Probe probe = type.open(Specs.of("127.0.0.1", Duration.ofSeconds(5), settings))) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(probe.run(Specs.round()).outcome()).isEqualTo(Outcome.RESPONDED);
            }
        } finally {
            var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** States, in hexadecimal as the kernel writes them, of all sockets with this port but the listening one. */
    private static List<String> states(int port) {
        String wanted = String.format(":%04X", port);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net", table)).stream().skip(1))
                .map(line -> line.strip().split(" +"))
                .filter(words -> words[1].endsWith(wanted) || words[2].endsWith(wanted))
                .map(words -> words[3])
                .filter(state -> !state.equals(LISTEN))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package id.jipmonitor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int SOON_MILLIS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void connection_overTwoRelaysAndAUnixSocket_carriesBothDirectionsAndTheEnd() throws IOException {
        UnixDomainSocketAddress between = UnixDomainSocketAddress.of(directory.resolve("page.sock"));
        try (ServerSocket server = echoServer();
                Relay inside = Relay.open(between, server.getLocalSocketAddress());
                Relay outside = Relay.open(FREE_PORT, inside.address());
                Socket client = new Socket()) {
            client.setSoTimeout(SOON_MILLIS);
            client.connect(outside.address());
            client.getOutputStream().write("halo".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("halo");
        }
    }

    private static ServerSocket echoServer() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(FREE_PORT);
        Thread.ofVirtual().start(() -> {
            try (Socket peer = server.accept()) {
                peer.getInputStream().transferTo(peer.getOutputStream());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        return server;
    }
}

package id.jipmonitor.lab.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpServicesTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int SOON_MILLIS = 5_000;
    private static final int SHORT_MILLIS = 200;

    private TcpServices services;

    @BeforeEach
    void start() throws IOException {
        services = new TcpServices();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void banner_connected_isSentFirst() throws IOException {
        InetSocketAddress address = services.add(ANY_PORT, new Behaviour.Banner("220 ready\r\n"));
        try (Socket socket = connect(address)) {
            assertThat(socket.getInputStream().readNBytes(11)).asString().isEqualTo("220 ready\r\n");
        }
    }

    @Test
    void accept_connected_saysNothing() throws IOException {
        InetSocketAddress address = services.add(ANY_PORT, new Behaviour.Accept());
        try (Socket socket = connect(address)) {
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void cutService_connecting_timesOutAsACutLineWouldAndNotRefuses() throws IOException {
        InetSocketAddress address = services.add(ANY_PORT, new Behaviour.Accept());
        services.sever(host -> true);
        assertThatThrownBy(() -> connect(address, SHORT_MILLIS)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void healedService_connecting_isAcceptedAgain() throws IOException {
        InetSocketAddress address = services.add(ANY_PORT, new Behaviour.Banner("x"));
        services.sever(host -> true);
        services.sever(host -> false);
        try (Socket socket = connect(address)) {
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        return connect(address, SOON_MILLIS);
    }

    private static Socket connect(InetSocketAddress address, int milliseconds) throws IOException {
        Socket socket = new Socket();
        socket.connect(address, milliseconds);
        return socket;
    }
}

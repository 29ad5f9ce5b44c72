package id.jipmonitor.agent.probe.tcp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** TCP services on loopback, on ephemeral ports, until closed. */
final class LoopbackServers implements AutoCloseable {
    private final List<ServerSocket> servers = new ArrayList<>();

    /** What a server does with one connection. */
    interface Service {
        void serve(Socket connection) throws IOException;
    }

    /** Accepts, reads and says nothing. */
    static void silent(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** The port of a plain service. */
    int start(Service service) {
        try {
            return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int start(ServerSocket server, Service service) {
        servers.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                accept(server, service);
            }
        });
        return server.getLocalPort();
    }

    private static void accept(ServerSocket server, Service service) {
        try {
            Socket connection = server.accept();
            Thread.ofVirtual().start(() -> {
                try {
                    service.serve(connection);
                } catch (IOException gone) {
                    // The probe hung up.
                }
            });
        } catch (IOException closed) {
            // The loop ends with the server.
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket each : servers) {
            each.close();
        }
    }
}

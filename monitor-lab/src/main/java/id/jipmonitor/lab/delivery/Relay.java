package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.settings.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Passes one connection after the other on and counts what passes each way: TLS records as they are, without TCP and IP. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final HostPort server;
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();

    Relay(HostPort server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var _ = Thread.ofVirtual().name("relay").start(this::accept);
    }

    HostPort address() {
        return new HostPort("127.0.0.1", listening.getLocalPort());
    }

    /** From the agent to the server. */
    long up() {
        return up.get();
    }

    /** From the server to the agent. */
    long down() {
        return down.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket agent = listening.accept();
                Socket far = new Socket(server.host(), server.port());
                agent.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                var _ = Thread.ofVirtual().start(() -> pass(agent, far, up));
                var _ = Thread.ofVirtual().start(() -> pass(far, agent, down));
            } catch (IOException closed) {
                close();
            }
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong bytes) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // One end has gone, and the other goes with it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException closed) {
            // It is gone either way.
        }
    }
}

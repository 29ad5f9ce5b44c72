package id.jipmonitor.lab.demo;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes connections on, byte for byte. The server's page lives on a loopback that no browser of the host can reach; a
 * Unix socket leads through the wall between the two:
 *
 * <pre>
 *   browser - 127.0.0.1:port - Relay (host) - page.sock - Relay (inside) - 127.0.0.1:port of the server
 * </pre>
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int MOST_CONNECTIONS = 200;
    private static final int BUFFER = 16_384;

    private final ServerSocketChannel listener;
    private final SocketAddress target;
    private final Semaphore slots = new Semaphore(MOST_CONNECTIONS);

    private Relay(ServerSocketChannel listener, SocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens at one address and connects to the other for each connection. */
    public static Relay open(SocketAddress listen, SocketAddress target) throws IOException {
        ServerSocketChannel listener = listen instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        listener.bind(listen);
        Relay relay = new Relay(listener, target);
        Thread.ofVirtual().name("lab-relay").start(relay::accept);
        return relay;
    }

    /** Where it listens. */
    public SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                if (slots.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException closed) {
                LOG.debug("relay: {}", closed.toString());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                SocketChannel server = SocketChannel.open(target)) {
            Thread back = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            back.join();
        } catch (IOException unreachable) {
            LOG.debug("relay: {}", unreachable.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            slots.release();
        }
    }

    private static void pass(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(SocketChannel one, SocketChannel other) {
        try (one;
                other) {
            LOG.debug("relay: a connection ended");
        } catch (IOException alreadyGone) {
            LOG.debug("relay: {}", alreadyGone.toString());
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

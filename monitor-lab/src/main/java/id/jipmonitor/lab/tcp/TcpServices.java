package id.jipmonitor.lab.tcp;

import id.jipmonitor.lab.network.Severable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All TCP services of the far ends, on one thread. */
public final class TcpServices implements Severable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServices.class);
    private static final int MOST_CONNECTIONS = 2_000;

    private final Selector selector;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Listener> arriving = new ConcurrentLinkedQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(4_096);
    private int connections;
    private volatile boolean open = true;

    /** Starts with no service. */
    public TcpServices() throws IOException {
        selector = Selector.open();
        Thread.ofPlatform().name("lab-tcp").daemon().start(this::serve);
    }

    /**
     * Adds a service; the calling thread's namespace is where it lives.
     *
     * @return where it listens, with the port that was chosen when the address has port 0
     */
    public InetSocketAddress add(InetSocketAddress address, Behaviour behaviour) throws IOException {
        Listener listener = Listener.open(address, behaviour);
        listeners.add(listener);
        arriving.add(listener);
        selector.wakeup();
        return listener.address();
    }

    /** Where services listen, in the order in which they were added. */
    public Collection<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    @Override
    public void sever(Predicate<InetAddress> cut) {
        listeners.forEach(listener -> listener.sever(cut.test(listener.address().getAddress()), selector));
    }

    private void serve() {
        while (open) {
            try {
                selector.select();
                register();
                selector.selectedKeys().removeIf(this::turn);
            } catch (IOException failure) {
                LOG.error("TCP services: the selector failed: {}", failure.toString());
                return;
            }
        }
        selector.keys().forEach(key -> Closing.quietly(key.channel()));
    }

    private void register() throws IOException {
        for (Listener next = arriving.poll(); next != null; next = arriving.poll()) {
            next.register(selector);
        }
    }

    private boolean turn(SelectionKey key) {
        try {
            if (!key.isValid()) {
                return true;
            }
            if (key.attachment() instanceof Listener listener) {
                accept(listener);
            } else {
                read(key);
            }
        } catch (IOException gone) {
            end(key);
        }
        return true;
    }

    private void accept(Listener listener) throws IOException {
        SocketChannel client = listener.channel().accept();
        if (client == null) {
            return;
        }
        if (connections >= MOST_CONNECTIONS) {
            client.close();
            return;
        }
        connections++;
        client.configureBlocking(false);
        SelectionKey key = client.register(selector, SelectionKey.OP_READ);
        if (listener.behaviour() instanceof Behaviour.Banner(String text)) {
            try {
                client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException gone) {
                end(key);
            }
        }
    }

    private void read(SelectionKey key) throws IOException {
        scratch.clear();
        if (((SocketChannel) key.channel()).read(scratch) < 0) {
            end(key);
        }
    }

    private void end(SelectionKey key) {
        if (!(key.attachment() instanceof Listener)) {
            connections--;
            key.cancel();
            Closing.quietly(key.channel());
        }
    }

    @Override
    public void close() {
        open = false;
        listeners.forEach(Listener::close);
        selector.wakeup();
    }
}

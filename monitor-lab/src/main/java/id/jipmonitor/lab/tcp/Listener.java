package id.jipmonitor.lab.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One listening socket. Closed, its port would answer RST, which shows connectivity; so a cut listener stops accepting
 * and fills its own accept queue, after which the kernel drops every SYN as a cut line would.
 */
final class Listener implements AutoCloseable {
    /** Small, so that a few connections fill it. */
    private static final int BACKLOG = 8;

    private static final int FILL_MILLIS = 150;

    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final Behaviour behaviour;
    private final Deque<Socket> fillers = new ArrayDeque<>();
    private volatile boolean cut;

    private Listener(ServerSocketChannel channel, InetSocketAddress address, Behaviour behaviour) {
        this.channel = channel;
        this.address = address;
        this.behaviour = behaviour;
    }

    static Listener open(InetSocketAddress address, Behaviour behaviour) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(address, BACKLOG);
        channel.configureBlocking(false);
        return new Listener(channel, (InetSocketAddress) channel.getLocalAddress(), behaviour);
    }

    InetSocketAddress address() {
        return address;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    void register(Selector selector) throws ClosedChannelException {
        channel.register(selector, wanted(), this);
    }

    private int wanted() {
        return cut || behaviour instanceof Behaviour.Silent ? 0 : SelectionKey.OP_ACCEPT;
    }

    /** Cuts or heals; the selector's owner must not be waiting for this call's connections. */
    synchronized void sever(boolean nowCut, Selector selector) {
        if (cut == nowCut) {
            return;
        }
        cut = nowCut;
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(wanted());
            selector.wakeup();
        }
        if (nowCut) {
            fill();
        } else {
            drain();
        }
    }

    private void fill() {
        for (int count = 0; count < 2 * BACKLOG; count++) {
            Socket socket = new Socket();
            try {
                socket.connect(address, FILL_MILLIS);
                fillers.add(socket);
            } catch (IOException full) {
                Closing.quietly(socket);
                return;
            }
        }
    }

    private void drain() {
        while (!fillers.isEmpty()) {
            Closing.quietly(fillers.remove());
        }
    }

    @Override
    public synchronized void close() {
        drain();
        Closing.quietly(channel);
    }
}

package id.jipmonitor.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;

/**
 * A TCP service that can turn deaf: it stops taking connections, its queue of one fills, and the kernel drops every further SYN.
 * To a probe it looks like a cut line, without rights on any network interface.
 */
final class DeafTarget implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Semaphore listening = new Semaphore(1);

    DeafTarget() throws IOException {
        Thread.ofVirtual().start(this::answer);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections time out from now on, after the few that the queue holds. */
    void turnDeaf() {
        listening.acquireUninterruptibly();
    }

    /** Takes connections again. */
    void listen() {
        listening.release();
    }

    private void answer() {
        try {
            while (true) {
                Socket probe = listener.accept();
                probe.close();
                listening.acquireUninterruptibly();
                listening.release();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

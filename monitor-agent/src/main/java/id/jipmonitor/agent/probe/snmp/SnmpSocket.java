package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.UdpTransportMapping;

/**
 * The engine's one UDP socket. It never blocks, because a round that is interrupted while it sends on a blocking channel closes
 * that channel for all. Its thread takes all that has come before it sleeps again, into a buffer that it uses again; the
 * engine reads each message to its end before the next.
 */
final class SnmpSocket extends UdpTransportMapping {
    private static final int LARGEST = 65_535;
    /** Room for the answers of a thousand devices that were asked at once; the kernel may grant less. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private static final int SEND_BUFFER = 1 << 20;
    private static final int MOST_TRIES = 200;
    private static final long MOMENT_NANOS = 1_000_000;

    private final DatagramChannel channel;
    private final Selector selector;
    private final Thread receiver;

    SnmpSocket() throws IOException {
        super(new UdpAddress("0.0.0.0/0"));
        setAsyncMsgProcessingSupported(false);
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        channel.bind(new InetSocketAddress(0));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        receiver = Thread.ofPlatform().daemon().name("snmp-socket").unstarted(this::receive);
    }

    @Override
    public void listen() {
        receiver.start();
    }

    @Override
    public boolean isListening() {
        return receiver.isAlive();
    }

    @Override
    public void sendMessage(
            UdpAddress to, byte[] message, TransportStateReference state, long timeoutMillis, int maxRetries)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(to.getInetAddress(), to.getPort());
        ByteBuffer datagram = ByteBuffer.wrap(message);
        for (int i = 0; channel.send(datagram, address) == 0; i++) {
            if (i == MOST_TRIES) {
                throw new IOException("the socket's send buffer stays full");
            }
            LockSupport.parkNanos(MOMENT_NANOS);
        }
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[LARGEST]);
        while (selector.isOpen()) {
            try {
                selector.select(_ -> {});
                takeAll(buffer);
            } catch (ClosedChannelException | ClosedSelectorException closed) {
                return;
            } catch (IOException oneDatagram) {
                // An error that the kernel reports about an earlier datagram; whoever sent it waits in vain and says
                // so.
            }
        }
    }

    private void takeAll(ByteBuffer buffer) throws IOException {
        while (channel.receive(buffer.clear()) instanceof InetSocketAddress from) {
            UdpAddress peer = new UdpAddress(from.getAddress(), from.getPort());
            TransportStateReference state = new TransportStateReference(
                    this, getAddress(), null, SecurityLevel.undefined, SecurityLevel.undefined, false, channel);
            fireProcessMessage(peer, buffer.flip(), state);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}

package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.UdpTransportMapping;

/**
 * The engine's one UDP socket. Its thread takes all that has come before it sleeps again, into a buffer that it uses again; the
 * engine reads each message to its end before the next.
 */
final class SnmpSocket extends UdpTransportMapping {
    private static final int LARGEST = 65_535;
    /** Room for the answers of a thousand devices that were asked at once; the kernel may grant less. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final Thread receiver;

    SnmpSocket() throws IOException {
        super(new UdpAddress("0.0.0.0/0"));
        setAsyncMsgProcessingSupported(false);
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
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
        if (channel.send(ByteBuffer.wrap(message), new InetSocketAddress(to.getInetAddress(), to.getPort())) == 0) {
            throw new IOException("the socket's send buffer is full");
        }
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[LARGEST]);
        while (selector.isOpen()) {
            try {
                selector.select(_ -> {});
                takeAll(buffer);
            } catch (ClosedChannelException closed) {
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

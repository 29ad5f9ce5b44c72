package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Stands before a device on loopback, passes one question at a time to it, and loses one of them. */
final class LossyRelay implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final DatagramSocket front = SnmpPrograms.deaf();
    private final DatagramSocket back = SnmpPrograms.deaf();
    private final SocketAddress device;
    private final int lost;

    /** @param lost which question disappears, counted from 1 */
    LossyRelay(int devicePort, int lost) {
        this.device = new InetSocketAddress(InetAddress.getLoopbackAddress(), devicePort);
        this.lost = lost;
        Thread.ofPlatform().daemon().name("lossy-relay").start(this::relay);
    }

    int port() {
        return front.getLocalPort();
    }

    private void relay() {
        try {
            for (int question = 1; ; question++) {
                DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
                front.receive(packet);
                SocketAddress asking = packet.getSocketAddress();
                if (question != lost) {
                    packet.setSocketAddress(device);
                    back.send(packet);
                    packet.setLength(LARGEST);
                    back.receive(packet);
                    packet.setSocketAddress(asking);
                    front.send(packet);
                }
            }
        } catch (IOException closed) {
            back.close();
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}

package id.jipmonitor.lab.snmp;

import id.jipmonitor.lab.network.Severable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All simulated devices, each with a UDP socket of its own, on one thread. Every community is accepted. */
public final class SnmpDevices implements Severable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnmpDevices.class);
    private static final int DATAGRAMS_PER_TURN = 64;

    private final Selector selector;
    private final LongSupplier nanos;
    private final long started;
    private final List<Device> devices = new CopyOnWriteArrayList<>();
    private final Queue<Device> arriving = new ConcurrentLinkedQueue<>();
    private final ByteBuffer datagram = ByteBuffer.allocate(65_536);
    private volatile Predicate<InetAddress> cut = address -> false;
    private volatile boolean open = true;

    private record Device(DatagramChannel channel, InetSocketAddress address, SnmpAnswers answers) {}

    /**
     * Starts without a device.
     *
     * @param nanos a monotonic clock; counters advance with it
     */
    public SnmpDevices(LongSupplier nanos) throws IOException {
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.selector = Selector.open();
        Thread.ofPlatform().name("lab-snmp").daemon().start(this::serve);
    }

    /**
     * Adds a device; the calling thread's namespace is where it lives.
     *
     * @return where it answers, with the port that was chosen when the address has port 0
     */
    public InetSocketAddress add(InetSocketAddress address, Mib mib) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(address);
        channel.configureBlocking(false);
        Device device = new Device(channel, (InetSocketAddress) channel.getLocalAddress(), new SnmpAnswers(mib));
        devices.add(device);
        arriving.add(device);
        selector.wakeup();
        return device.address();
    }

    /** Where devices answer, in the order in which they were added. */
    public Collection<InetSocketAddress> addresses() {
        return devices.stream().map(Device::address).toList();
    }

    @Override
    public void sever(Predicate<InetAddress> nowCut) {
        cut = nowCut;
    }

    private void serve() {
        while (open) {
            try {
                selector.select();
                for (Device next = arriving.poll(); next != null; next = arriving.poll()) {
                    next.channel().register(selector, SelectionKey.OP_READ, next);
                }
                selector.selectedKeys().removeIf(this::turn);
            } catch (IOException failure) {
                LOG.error("SNMP devices: the selector failed: {}", failure.toString());
                return;
            }
        }
    }

    private boolean turn(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Device device) {
            try {
                answerSome(device);
            } catch (IOException unreachable) {
                // An asker that has gone away; the device answers the next one.
                LOG.debug("{}: {}", device.address(), unreachable.toString());
            }
        }
        return true;
    }

    private void answerSome(Device device) throws IOException {
        for (int count = 0; count < DATAGRAMS_PER_TURN; count++) {
            datagram.clear();
            SocketAddress asker = device.channel().receive(datagram);
            if (asker == null) {
                return;
            }
            if (!cut.test(device.address().getAddress())) {
                answer(device, asker);
            }
        }
    }

    private void answer(Device device, SocketAddress asker) throws IOException {
        Duration running = Duration.ofNanos(nanos.getAsLong() - started);
        ByteBuffer answer = device.answers().answer(datagram.flip(), running).orElse(null);
        if (answer != null) {
            device.channel().send(answer, asker);
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        for (Device device : devices) {
            try {
                device.channel().close();
            } catch (IOException failure) {
                LOG.debug("{}: {}", device.address(), failure.toString());
            }
        }
    }
}

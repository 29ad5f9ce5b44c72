package id.jipmonitor.lab.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 6 of delivery: ten thousand connections that say nothing, half a word or garbage cost the server a bounded memory, and
 * an agent beside them delivers as before. That each kind of wrong certificate is refused has {@code RefusedIdentityIT}.
 */
@DisplayName("P6: half-open, slow and babbling connections harm nobody")
class SlowConnectionsHarmNobodyIT {
    private static final AgentId AGENT = new AgentId("agent-good");
    private static final BootId BOOT = new BootId(1);
    private static final int WANTED = 10_000;
    /** Files that a JVM has open besides. */
    private static final int SPARE = 1_000;

    private static final int BATCH = 50;
    private static final double MOST_MEGABYTES = 400;
    /** Beginning of a TLS record that announces 16 KiB which never come. */
    private static final byte[] HALF_A_RECORD = {0x16, 0x03, 0x01, 0x40, 0x00, 0x01};

    @TempDir
    private Path directory;

    private final List<SocketChannel> slow = new ArrayList<>();
    private long next = 1;

    @Test
    void tenThousandSlowConnections_harmNoAgent_andCostBoundedMemory() throws Exception {
        try (Deliveries deliveries = new Deliveries(directory)) {
            HostPort server = deliveries.serve();
            MadeResults made = new MadeResults(7, deliveries.begun, new Random(20261124));
            WireAgent before = greeted(deliveries, server);
            deliver(before, made);

            int opened = open(server, affordable());
            assertThat(opened).isGreaterThanOrEqualTo(1_000);
            for (int word = 0; word < 3; word++) {
                say(word);
                deliver(before, made);
            }
            try (WireAgent beside = greeted(deliveries, server)) {
                deliver(beside, made);
            }
            assertThat(deliveries.served()).isTrue();
            assertThat(deliveries.residentMegabytes())
                    .as("server with %s slow connections", opened)
                    .isLessThan(MOST_MEGABYTES);
        } finally {
            for (SocketChannel each : slow) {
                each.close();
            }
        }
    }

    private WireAgent greeted(Deliveries deliveries, HostPort server) throws Exception {
        return WireAgent.greeted(deliveries.loops, server, deliveries.certificate(AGENT), AGENT, BOOT, Instant.now())
                .orElseThrow();
    }

    private void deliver(WireAgent agent, MadeResults made) throws InterruptedException {
        List<ProbeResult> results = made.next(BATCH);
        Instant now = Instant.now();
        agent.send(new Batch(AGENT, BOOT, next, results, made.view(now), List.of(), now, false));
        assertThat(agent.acknowledged()).isEqualTo(Optional.of(new Ack(BOOT, next, next + BATCH - 1, List.of())));
        next += BATCH;
    }

    private static int affordable() {
        long files =
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        int affordable = (int) Math.min(WANTED, files - SPARE);
        if (affordable < WANTED) {
            System.out.println("slow connections: " + affordable + " instead of " + WANTED
                    + ", because this machine allows a process " + files + " files; raise it with: ulimit -n");
        }
        return affordable;
    }

    private int open(HostPort server, int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.configureBlocking(false);
            slow.add(channel);
        }
        return slow.size();
    }

    /** A third stays silent, a third says half a record byte by byte, the last third says what is no TLS at all. */
    private void say(int word) throws IOException {
        for (int i = 0; i < slow.size(); i++) {
            ByteBuffer bytes = switch (i % 3) {
                case 0 -> ByteBuffer.allocate(0);
                case 1 -> ByteBuffer.wrap(HALF_A_RECORD, 2 * word, 2);
                default -> ByteBuffer.wrap(new byte[] {(byte) i, 'J', 'I', 'P', '\r', '\n'});
            };
            try {
                var _ = slow.get(i).write(bytes);
            } catch (IOException refused) {
                // The server has ended that one, as it should.
            }
        }
    }
}

package id.jipmonitor.lab.network;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries frames between the near and the far side and does to them what the plan says: every protocol alike, so that
 * a cut takes ICMP, TCP and SNMP of a site together. One thread owns both ends; the plan is swapped as a whole.
 */
final class Wire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int LARGEST_FRAME = 65_550;
    private static final int MOST_HELD = 100_000;
    private static final int FRAMES_PER_TURN = 256;
    private static final int LONGEST_POLL_MILLIS = 50;
    private static final short READABLE = 1;

    private final PacketSocket near;
    private final PacketSocket far;
    private final Fates fates;
    private final LongSupplier nanos;
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private final Thread carrier;
    private long order;
    private volatile WirePlan plan = WirePlan.CLEAN;
    private volatile boolean open = true;

    private record Held(long due, long order, MemorySegment frame) implements Comparable<Held> {
        @Override
        public int compareTo(Held other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    Wire(PacketSocket near, PacketSocket far, long seed, LongSupplier nanos) {
        this.near = near;
        this.far = far;
        this.fates = new Fates(seed);
        this.nanos = nanos;
        this.carrier = Thread.ofPlatform().name("lab-wire").daemon().unstarted(this::carry);
    }

    void start() {
        carrier.start();
    }

    WirePlan plan() {
        return plan;
    }

    synchronized void change(UnaryOperator<WirePlan> change) {
        plan = change.apply(plan);
    }

    private void carry() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST_FRAME);
            MemorySegment descriptors = pollDescriptors(arena);
            while (open) {
                Libc.poll(descriptors, 2, untilNextDue());
                drain(near, buffer, this::outwards);
                drain(far, buffer, this::homewards);
                deliverDue();
            }
        } catch (IOException failure) {
            LOG.error("wire: the laboratory's cable failed, nothing passes any more: {}", failure.toString());
        } finally {
            near.close();
            far.close();
        }
    }

    private interface Turn {
        void pass(MemorySegment frame) throws IOException;
    }

    private static void drain(PacketSocket from, MemorySegment buffer, Turn turn) throws IOException {
        for (int count = 0; count < FRAMES_PER_TURN; count++) {
            int length = from.receive(buffer);
            if (length < 0) {
                return;
            }
            turn.pass(buffer.asSlice(0, length));
        }
    }

    private void outwards(MemorySegment frame) throws IOException {
        byte @Nullable [] address = Frame.destination(frame);
        if (address == null) {
            far.send(frame);
            return;
        }
        WirePlan now = plan;
        if (now.cut(address)) {
            return;
        }
        for (long delay : fates.next(now.of(address))) {
            if (delay == 0) {
                far.send(frame);
            } else if (held.size() < MOST_HELD) {
                held.add(new Held(nanos.getAsLong() + delay, order++, copyOf(frame)));
            }
        }
    }

    private void homewards(MemorySegment frame) throws IOException {
        byte @Nullable [] address = Frame.source(frame);
        if (address == null || !plan.cut(address)) {
            near.send(frame);
        }
    }

    private void deliverDue() throws IOException {
        while (!held.isEmpty() && held.peek().due() - nanos.getAsLong() <= 0) {
            far.send(held.remove().frame());
        }
    }

    private static MemorySegment copyOf(MemorySegment frame) {
        return Arena.ofAuto().allocate(frame.byteSize()).copyFrom(frame);
    }

    private int untilNextDue() {
        Held next = held.peek();
        if (next == null) {
            return LONGEST_POLL_MILLIS;
        }
        long millis = Math.ceilDiv(next.due() - nanos.getAsLong(), 1_000_000L);
        return Math.clamp(millis, 0, LONGEST_POLL_MILLIS);
    }

    private MemorySegment pollDescriptors(Arena arena) {
        MemorySegment both = arena.allocate(16, 4);
        both.set(JAVA_INT, 0, near.descriptor());
        both.set(JAVA_SHORT, 4, READABLE);
        both.set(JAVA_INT, 8, far.descriptor());
        both.set(JAVA_SHORT, 12, READABLE);
        return both;
    }

    @Override
    public void close() {
        open = false;
    }
}

package id.jipmonitor.agent.probe.icmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** A network in virtual time: waiting moves the clock, and a far end decides what comes back. */
final class FakeEchoSocket implements EchoSocket {
    /** The wall clock's distance from the monotonic one. */
    static final long WALL = 1_700_000_000_000_000_000L;

    final List<Request> sent = new ArrayList<>();
    long now = 1_000;
    long wallOffset = WALL;
    boolean kernelStamps = true;
    /** How long after the program's moment the kernel says that a request left; nothing is said when empty. */
    Optional<Duration> departsAfter = Optional.empty();

    int nextError;
    int errorsLeft;

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final List<Arrival.Departure> departures = new ArrayList<>();
    private FarEnd farEnd = (_, _) -> {};

    interface FarEnd {
        void asked(Request request, FakeEchoSocket network);
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by its time only.
    private record Due(long at, InetAddress source, byte[] icmp) {}

    FakeEchoSocket withFarEnd(FarEnd end) {
        farEnd = end;
        return this;
    }

    /** The same far end for everybody: it answers after a time. */
    static FarEnd answersAfter(Duration delay) {
        return (request, network) -> network.comes(delay, request.target(), replyTo(request));
    }

    static byte[] replyTo(Request request) {
        byte[] reply = request.packet().clone();
        reply[0] = (byte) (reply[0] == 8 ? 0 : 129);
        return withChecksum(reply);
    }

    /** An ICMP error that quotes the request, as a router sends it. */
    static byte[] errorAbout(Request request, int type, int code) {
        boolean ipv6 = request.target() instanceof Inet6Address;
        int header = ipv6 ? 40 : 20;
        ByteBuffer message = ByteBuffer.allocate(8 + header + 8);
        message.put(0, (byte) type).put(1, (byte) code).put(8, (byte) (ipv6 ? 0x60 : 0x45));
        message.put(8 + (ipv6 ? 24 : 16), request.target().getAddress());
        message.put(8 + header, request.packet(), 0, 8);
        return withChecksum(message.array());
    }

    static byte[] withChecksum(byte[] icmp) {
        icmp[2] = 0;
        icmp[3] = 0;
        int sum = IcmpMessage.checksum(icmp, 0, icmp.length);
        icmp[2] = (byte) (sum >> 8);
        icmp[3] = (byte) sum;
        return icmp;
    }

    void comes(Duration after, InetAddress source, byte[] icmp) {
        due.add(new Due(now + after.toNanos(), source, icmp));
    }

    @Override
    public Sent send(List<Request> requests) {
        Moment at = new Moment(now + wallOffset, now);
        int[] errors = new int[requests.size()];
        Arrays.setAll(errors, i -> errorsLeft > 0 ? nextError : 0);
        for (int i = 0; i < errors.length; i++) {
            if (errorsLeft > 0) {
                errorsLeft--;
            } else {
                sent.add(requests.get(i));
                long token = requests.get(i).token();
                departsAfter.ifPresent(
                        delay -> departures.add(new Arrival.Departure(token, at.wall() + delay.toNanos())));
                farEnd.asked(requests.get(i), this);
            }
        }
        return new Sent(at, errors);
    }

    @Override
    public long receive(Consumer<Arrival> arrivals) {
        departures.forEach(arrivals);
        departures.clear();
        while (!due.isEmpty() && due.element().at() <= now) {
            Due each = due.remove();
            arrivals.accept(new Arrival.Message(
                    each.source(),
                    each.icmp(),
                    kernelStamps ? each.at() + wallOffset : 0,
                    new Moment(now + wallOffset, now)));
        }
        return 0;
    }

    @Override
    public void await(long nanos) {
        long next = due.isEmpty() ? Long.MAX_VALUE : due.element().at();
        long wake = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : now + nanos;
        long until = Math.min(wake, next);
        if (until != Long.MAX_VALUE) {
            now = Math.max(now, until);
        }
    }

    @Override
    public void pause(long nanos) {
        now += nanos;
    }

    @Override
    public void wake() {}

    @Override
    public void close() {}
}

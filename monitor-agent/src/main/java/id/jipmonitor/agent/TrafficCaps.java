package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.AddressCaps;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Holds rounds back that would pass the owner's caps: token buckets of one second, per target and in total. A round is
 * charged before it runs with what it sends at most; what TCP and SNMP really send depends on the answers, so for them it
 * is an estimate. A target is an address, however it is spelled and however many names it has. Safe for threads.
 */
final class TrafficCaps implements AddressCaps {
    private static final double NANOS = 1e9;
    private static final int MAX_TARGETS = 50_000;
    /** To forget is to look at all of them. */
    private static final long FORGET_EVERY_NANOS = 500_000_000;

    /** Ethernet, IPv6 and ICMP: the longer of both families, so that no spelling of a target costs less. */
    private static final int ICMP_HEADERS = 62;

    private static final int TCP_HEADERS = 94;
    /** Of an SNMP request beside its object identifiers, with the security parameters of version 3. */
    private static final int SNMP_HEADERS = 300;
    /** Most bytes of a datagram that is sent in one packet. */
    private static final int ONE_PACKET = 1_400;

    /** What a round sends. */
    record Charge(double packets, double bits) {
        private static final Charge NOTHING = new Charge(0, 0);

        static Charge of(ProbeSettings settings) {
            return switch (settings) {
                case ProbeSettings.Icmp icmp ->
                    new Charge(icmp.count(), icmp.count() * 8.0 * (icmp.payloadBytes() + ICMP_HEADERS));
                case ProbeSettings.Tcp tcp ->
                    tcp.tls().map(Charge::of).orElseGet(() -> connection(6)).plus(banner(tcp.banner()));
                case ProbeSettings.Snmp snmp -> of(snmp.facts()).plus(objects(snmp.oids()));
                case ProbeSettings.Path path -> busiestSecond(path);
            };
        }

        private Charge plus(Charge other) {
            return new Charge(packets + other.packets, bits + other.bits);
        }

        private static Charge connection(int packets) {
            return new Charge(packets, packets * 8.0 * TCP_HEADERS);
        }

        private static Charge of(ProbeSettings.Tcp.Tls tls) {
            Charge handshake = new Charge(12, 12 * 8 * 250);
            return switch (tls.start()) {
                case AT_ONCE -> handshake;
                case SMTP -> handshake.plus(connection(6));
            };
        }

        /** What is said, in at most two packets, and that the answer came. */
        private static Charge banner(Optional<ProbeSettings.Tcp.Banner> banner) {
            return banner.map(each -> each.send().getBytes(StandardCharsets.UTF_8).length)
                    .map(bytes -> connection(4).plus(new Charge(0, 8.0 * bytes)))
                    .orElse(NOTHING);
        }

        /** Each number of an identifier takes up to five bytes, as many as it has digits at most; all may be asked twice. */
        private static Charge objects(List<ProbeSettings.Snmp.NamedOid> oids) {
            int bytes = oids.stream().mapToInt(each -> each.oid().length() + 10).sum();
            return new Charge(2.0 * bytes / ONE_PACKET, 2 * 8.0 * bytes);
        }

        /**
         * A path's requests are spread over seconds, so no second of it may pass a cap, though all together may. A SYN that
         * reaches the target is followed by a RST.
         */
        private static Charge busiestSecond(ProbeSettings.Path path) {
            int requests = Math.min(
                    path.maxHops() * path.queries(), (int) Duration.ofSeconds(1).dividedBy(ProbeSettings.Path.GAP));
            return switch (path.method()) {
                case ProbeSettings.Path.Echo(int payloadBytes) ->
                    new Charge(requests, requests * 8.0 * (payloadBytes + ICMP_HEADERS));
                case ProbeSettings.Path.Syn _ -> new Charge(2 * requests, 2 * requests * 8.0 * TCP_HEADERS);
            };
        }

        private static Charge of(ProbeSettings.Snmp.Facts facts) {
            int messages = switch (facts) {
                case INTERFACES -> 10;
                case BGP -> 4;
                case SYSTEM, GET -> 2;
            };
            return new Charge(messages, messages * 8.0 * SNMP_HEADERS);
        }
    }

    /** What may be sent of one kind: filled at its rate, never above one second's worth. */
    private static final class Bucket {
        private final double packetRate;
        private final double bitRate;
        private double packets;
        private double bits;
        private long filledAt;

        Bucket(double packetRate, double bitRate, long now) {
            this.packetRate = packetRate;
            this.bitRate = bitRate;
            this.packets = packetRate;
            this.bits = bitRate;
            this.filledAt = now;
        }

        /** Whether it is as good as a new one. */
        boolean full(long now) {
            return has(Charge.NOTHING, now) && packets >= packetRate && bits >= bitRate;
        }

        boolean has(Charge charge, long now) {
            double seconds = (now - filledAt) / NANOS;
            packets = Math.min(packetRate, packets + seconds * packetRate);
            bits = Math.min(bitRate, bits + seconds * bitRate);
            filledAt = now;
            return packets >= charge.packets() && bits >= charge.bits();
        }

        void take(Charge charge) {
            packets -= charge.packets();
            bits -= charge.bits();
        }
    }

    private final ProbeLimits limits;
    private final LongSupplier nanoClock;
    private final Bucket total;
    private final Map<InetAddress, Bucket> byTarget = new HashMap<>();
    private long forgottenAt;

    TrafficCaps(ProbeLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.forgottenAt = nanoClock.getAsLong();
        this.total = new Bucket(limits.packetsPerSecond(), limits.bitsPerSecond(), nanoClock.getAsLong());
    }

    /**
     * Charges the round; or says which cap it would pass, and charges nothing. A name is charged in total only: what it costs
     * its address is asked when that is known.
     */
    synchronized Optional<String> refuse(ProbeSpec spec) {
        long nowNanos = nanoClock.getAsLong();
        Charge charge = Charge.of(spec.settings());
        Optional<InetAddress> address = literal(spec.target());
        Optional<Bucket> target = address.flatMap(each -> bucket(each, nowNanos));
        if (target.isPresent() && !target.get().has(charge, nowNanos)) {
            return Optional.of(perTarget());
        }
        if (target.isPresent() != address.isPresent() || !total.has(charge, nowNanos)) {
            return Optional.of("limits in total: " + limits.packetsPerSecond() + " packets/s, " + limits.bitsPerSecond()
                    + " bit/s");
        }
        target.ifPresent(each -> each.take(charge));
        total.take(charge);
        return Optional.empty();
    }

    @Override
    public synchronized Optional<String> refuse(ProbeSpec spec, InetAddress address) {
        long now = nanoClock.getAsLong();
        Charge charge = Charge.of(spec.settings());
        Optional<Bucket> target = bucket(address, now).filter(each -> each.has(charge, now));
        target.ifPresent(each -> each.take(charge));
        return target.isPresent() ? Optional.empty() : Optional.of(perTarget());
    }

    /**
     * The target's bucket; empty when too many are in use. Only those that are as good as new are forgotten, so that no number of
     * targets gives one of them more than its share.
     */
    private Optional<Bucket> bucket(InetAddress address, long nowNanos) {
        boolean full = byTarget.size() >= MAX_TARGETS;
        if (full && nowNanos - forgottenAt >= FORGET_EVERY_NANOS) {
            forgottenAt = nowNanos;
            byTarget.values().removeIf(each -> each.full(nowNanos));
        }
        return byTarget.size() < MAX_TARGETS
                ? Optional.of(byTarget.computeIfAbsent(address, _ -> newBucket(nowNanos)))
                : Optional.ofNullable(byTarget.get(address));
    }

    private Bucket newBucket(long nowNanos) {
        return new Bucket(limits.packetsPerSecondPerTarget(), limits.bitsPerSecondPerTarget(), nowNanos);
    }

    private String perTarget() {
        return "limits per target: " + limits.packetsPerSecondPerTarget() + " packets/s, "
                + limits.bitsPerSecondPerTarget() + " bit/s";
    }

    private static Optional<InetAddress> literal(String target) {
        try {
            return Optional.of(InetAddress.ofLiteral(target));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}

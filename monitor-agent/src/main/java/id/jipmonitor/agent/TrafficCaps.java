package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds rounds back that would pass the owner's caps: token buckets of one second, per target and in total. A round is
 * charged before it runs with what it sends at most; what TCP and SNMP really send depends on the answers, so for them it
 * is an estimate. Safe for threads.
 */
final class TrafficCaps {
    private static final double NANOS = 1e9;
    private static final int MAX_TARGETS = 50_000;
    private static final int ICMP_HEADERS = 42;
    private static final int TCP_HEADERS = 74;

    /** What a round sends. */
    record Charge(double packets, double bits) {
        static Charge of(ProbeSettings settings) {
            return switch (settings) {
                case ProbeSettings.Icmp icmp ->
                    new Charge(icmp.count(), icmp.count() * 8.0 * (icmp.payloadBytes() + ICMP_HEADERS));
                case ProbeSettings.Tcp tcp -> tcp.tls().map(Charge::of).orElseGet(() -> new Charge(6, 6 * 8 * 74));
                case ProbeSettings.Snmp snmp -> of(snmp.facts());
                case ProbeSettings.Path path -> busiestSecond(path);
            };
        }

        private static Charge of(ProbeSettings.Tcp.Tls tls) {
            return switch (tls.start()) {
                case AT_ONCE -> new Charge(12, 12 * 8 * 250);
                case SMTP -> new Charge(18, 12 * 8 * 250 + 6 * 8 * 74);
            };
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
            return new Charge(messages, messages * 8 * 300);
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
    private final Bucket total;
    private final Map<String, Bucket> byTarget = new HashMap<>();

    TrafficCaps(ProbeLimits limits, long nowNanos) {
        this.limits = limits;
        this.total = new Bucket(limits.packetsPerSecond(), limits.bitsPerSecond(), nowNanos);
    }

    /** Charges the round; or says which cap it would pass, and charges nothing. */
    synchronized Optional<String> refuse(ProbeSpec spec, long nowNanos) {
        Charge charge = Charge.of(spec.settings());
        if (byTarget.size() > MAX_TARGETS) {
            byTarget.clear();
        }
        Bucket target = byTarget.computeIfAbsent(
                spec.target(),
                _ -> new Bucket(limits.packetsPerSecondPerTarget(), limits.bitsPerSecondPerTarget(), nowNanos));
        if (!target.has(charge, nowNanos)) {
            return Optional.of("limits per target: " + limits.packetsPerSecondPerTarget() + " packets/s, "
                    + limits.bitsPerSecondPerTarget() + " bit/s");
        }
        if (!total.has(charge, nowNanos)) {
            return Optional.of("limits in total: " + limits.packetsPerSecond() + " packets/s, " + limits.bitsPerSecond()
                    + " bit/s");
        }
        target.take(charge);
        total.take(charge);
        return Optional.empty();
    }
}

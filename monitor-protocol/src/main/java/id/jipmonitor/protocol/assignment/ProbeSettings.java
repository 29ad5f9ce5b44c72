package id.jipmonitor.protocol.assignment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a probe of each type does in a round. Every field has a bound, held by the reader on both ends. */
public sealed interface ProbeSettings {
    /** The type's name in settings and on pages: {@code icmp}, {@code tcp}, {@code snmp}, {@code path}. */
    String typeName();

    /**
     * A burst of echo requests (RFC 792, RFC 4443).
     *
     * @param count N, 1 to 20
     * @param gap between two requests, 10 ms to 10 s
     * @param payloadBytes 16 to 1,472 bytes after the ICMP header
     * @param dscp 0 to 63 (RFC 2474)
     * @param timeToLive 1 to 255
     */
    record Icmp(int count, Duration gap, int payloadBytes, int dscp, boolean dontFragment, int timeToLive)
            implements ProbeSettings {
        /** How long a round takes at most, when each answer is waited for so long. */
        public Duration longestRound(Duration waitingTime) {
            return gap.multipliedBy(count - 1L).plus(waitingTime);
        }

        @Override
        public String typeName() {
            return "icmp";
        }
    }

    /**
     * A TCP connection, optionally with TLS and a short dialogue.
     *
     * @param tls when present, a TLS handshake follows the connect
     * @param banner when present, text is sent and an answer expected after connect (and TLS)
     * @param resetOnClose whether to close with RST, leaving no TIME_WAIT behind
     */
    record Tcp(int port, Optional<Tls> tls, Optional<Banner> banner, boolean resetOnClose) implements ProbeSettings {
        /**
         * @param start what is said before the handshake
         * @param serverName SNI and the name that the certificate must carry; the target when empty
         * @param requireVerified whether an unverified chain makes the round fail, or is only recorded
         */
        public record Tls(Start start, Optional<String> serverName, boolean requireVerified) {
            /** How a connection becomes one with TLS. */
            public enum Start {
                /** The handshake is the first that is sent. */
                AT_ONCE,
                /** A dialogue in the clear ends with STARTTLS (RFC 3207). */
                SMTP
            }
        }

        /**
         * @param send text sent first, with {@code \r \n \t \\} escapes already resolved; may be empty
         * @param expect text that the answer's first 4,096 bytes must contain
         */
        public record Banner(String send, String expect) {}

        /** How long a round takes at most: each of name, connect, STARTTLS, TLS and banner waits so long. */
        public Duration longestRound(Duration waitingTime) {
            int steps = 2
                    + tls.map(each -> each.start() == Tls.Start.SMTP ? 2 : 1).orElse(0)
                    + (banner.isPresent() ? 1 : 0);
            return waitingTime.multipliedBy(steps);
        }

        @Override
        public String typeName() {
            return "tcp";
        }
    }

    /**
     * Facts read from a device by SNMP v2c or v3.
     *
     * @param credentials name of an entry in the agent's own credentials; secrets never travel
     * @param interfaces for {@link Facts#INTERFACES}: ifNames to keep, all when empty
     * @param capacities for {@link Facts#INTERFACES}: of those interfaces whose utilisation is told
     * @param oids for {@link Facts#GET}
     */
    record Snmp(
            Facts facts,
            int port,
            String credentials,
            List<String> interfaces,
            List<Capacity> capacities,
            List<NamedOid> oids)
            implements ProbeSettings {
        /** Facts without any interface's capacity. */
        public Snmp(Facts facts, int port, String credentials, List<String> interfaces, List<NamedOid> oids) {
            this(facts, port, credentials, interfaces, List.of(), oids);
        }

        /** Which facts. */
        public enum Facts {
            INTERFACES,
            SYSTEM,
            GET,
            BGP
        }

        /**
         * What a line was bought for; what a device claims of its port (ifSpeed) is not that.
         *
         * @param name of the interface, as its measures have it
         * @param inBitsPerSecond towards the device, at least 1
         * @param outBitsPerSecond away from it, at least 1
         */
        public record Capacity(String name, long inBitsPerSecond, long outBitsPerSecond) {}

        /**
         * @param name the measure's instance
         * @param oid dotted numbers
         */
        public record NamedOid(String name, String oid) {}

        @Override
        public String typeName() {
            return "snmp";
        }
    }

    /**
     * The hops to a target, found by requests whose time to live ends on the way (RFC 792, RFC 4443).
     *
     * @param maxHops greatest time to live, 1 to 64
     * @param queries requests for each hop, 1 to 5
     */
    record Path(int maxHops, int queries, Method method) implements ProbeSettings {
        /** So many hops are asked at once; what they said decides whether more are asked. */
        public static final int WINDOW = 8;
        /** Between two requests: a router that limits what it says (RFC 1812 section 4.3.2.8) shall not be tried. */
        public static final Duration GAP = Duration.ofMillis(50);

        /** Kind of request. */
        public sealed interface Method {}

        /**
         * Echo requests.
         *
         * @param payloadBytes 16 to 1,472 bytes after the ICMP header
         */
        public record Echo(int payloadBytes) implements Method {}

        /**
         * The SYNs of TCP connections, for targets and ways that let no echo request pass.
         *
         * @param port 1 to 65,535; the service there sees connections that are reset at once
         */
        public record Syn(int port) implements Method {}

        /** How long a round takes at most, when each answer is waited for so long. */
        public Duration longestRound(Duration waitingTime) {
            int windows = (maxHops + WINDOW - 1) / WINDOW;
            return GAP.multipliedBy((long) maxHops * queries - windows).plus(waitingTime.multipliedBy(windows));
        }

        @Override
        public String typeName() {
            return "path";
        }
    }
}

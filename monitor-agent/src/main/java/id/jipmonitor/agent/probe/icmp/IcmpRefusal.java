package id.jipmonitor.agent.probe.icmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;

/**
 * What a router, or the target, said of an echo that it did not answer (RFC 792, RFC 1812 section 5.2.7.1, RFC 4443).
 *
 * @param type of ICMP, or of ICMPv6 where the router's address is of IPv6
 * @param router who said it
 * @param timing from the echo's departure to the arrival of the word
 */
record IcmpRefusal(int type, int code, InetAddress router, EchoTiming timing) {
    private static final Map<String, String> IPV4 = Map.ofEntries(
            Map.entry("3/0", "network unreachable"),
            Map.entry("3/1", "host unreachable"),
            Map.entry("3/2", "protocol unreachable"),
            Map.entry("3/3", "port unreachable"),
            Map.entry("3/4", "fragmentation needed"),
            Map.entry("3/9", "network prohibited"),
            Map.entry("3/10", "host prohibited"),
            Map.entry("3/13", "filtered by a rule"),
            Map.entry("11/0", "time to live exceeded"));
    private static final Map<String, String> IPV6 = Map.ofEntries(
            Map.entry("1/0", "no route"),
            Map.entry("1/1", "filtered by a rule"),
            Map.entry("1/2", "beyond the scope of the source address"),
            Map.entry("1/3", "address unreachable"),
            Map.entry("1/4", "port unreachable"),
            Map.entry("1/5", "source address refused"),
            Map.entry("1/6", "route refused"),
            Map.entry("2/0", "packet too big"),
            Map.entry("3/0", "hop limit exceeded"));

    /** Whether the echo came to this router with a time to live that ended there. */
    boolean endedOnItsWay() {
        return type == (ipv6() ? 3 : 11) && code == 0;
    }

    /** For instance {@code host unreachable (ICMP 3/1) from 10.0.0.1}. */
    String described() {
        String number = type + "/" + code;
        return (ipv6() ? IPV6 : IPV4).getOrDefault(number, "refused") + (ipv6() ? " (ICMPv6 " : " (ICMP ") + number
                + ") from " + router.getHostAddress();
    }

    private boolean ipv6() {
        return router instanceof Inet6Address;
    }
}

package id.jipmonitor.lab.network;

import java.io.File;

/**
 * Routers in namespaces of their own, between the calling program and a far end; the calling program must be inside an
 * enclosure. The same numbers serve IPv4 (10.77.wire.end) and IPv6 (fd77:wire::end).
 *
 * <pre>
 *                                                  wire 3 +----+ wire 5
 *   +---------+ wire 1 +-------+ wire 2 +---------+ .1-.2 | r3 | .1-.2 +-----------+
 *   | program |--------| r1    |--------| r2      |-------+----+-------| far       |
 *   |         | .1-.2  |       | .1-.2  | silent  |                    | 10.77.9.9 |
 *   +---------+        +-------+        +---------+-------+----+-------+-----------+
 *                                                  wire 4 | r4 | wire 6
 *                                                  .1-.2  +----+ .1-.2
 * </pre>
 */
final class RouterChain {
    static final String TARGET = "10.77.9.9";
    static final String TARGET6 = "fd77:9::9";

    /** Whether this system has IPv6. */
    static final boolean IPV6 = new File("/proc/sys/net/ipv6").exists();

    private final NetworkNamespace first = router("r1");
    private final NetworkNamespace second = router("r2");
    private final NetworkNamespace upper = router("r3");
    private final NetworkNamespace lower = router("r4");
    private final NetworkNamespace far = router("far");

    RouterChain() {
        first.run("ip", "link", "add", "w1b", "type", "veth", "peer", "name", "w1a");
        first.run("ip", "link", "set", "w1a", "netns", "1");
        Command.run("ip", "link", "set", "w1a", "up");
        Command.run("ip", "addr", "add", "10.77.1.1/24", "dev", "w1a");
        end(first, 1, 'b');
        wire(2, first, second);
        wire(3, second, upper);
        wire(4, second, lower);
        wire(5, upper, far);
        wire(6, lower, far);
        far.run("ip", "addr", "add", TARGET + "/32", "dev", "lo");
        if (IPV6) {
            Command.run("ip", "-6", "addr", "add", "fd77:1::1/64", "dev", "w1a", "nodad");
            far.run("ip", "-6", "addr", "add", TARGET6 + "/128", "dev", "lo", "nodad");
        }
        Command.run("ip", "route", "add", "default", "via", "10.77.1.2");
        if (IPV6) {
            Command.run("ip", "-6", "route", "add", "default", "via", "fd77:1::2");
        }
        towardsProgram(second, 2);
        towardsProgram(upper, 3);
        towardsProgram(lower, 4);
        towardsTarget(first, 2);
        towardsTarget(upper, 5);
        towardsTarget(lower, 6);
        silence(second);
        throughUpper();
    }

    /** The way leads over r3, there and back. */
    void throughUpper() {
        towardsTarget(second, 3);
        towardsProgram(far, 5);
    }

    /** The way leads over r4, there and back. */
    void throughLower() {
        towardsTarget(second, 4);
        towardsProgram(far, 6);
    }

    /** The second router refuses to pass anything on, and says so. */
    void refuseBehindSecond() {
        second.run("nft", "add", "rule", "inet", "quiet", "through", "reject with icmpx type admin-prohibited");
    }

    /** The second router lets no echo request pass, and says nothing of it. */
    void dropEchoesBehindSecond() {
        second.run("nft", "add", "rule", "inet", "quiet", "through", "icmp", "type", "echo-request", "drop");
        second.run("nft", "add", "rule", "inet", "quiet", "through", "icmpv6", "type", "echo-request", "drop");
    }

    void passBehindSecond() {
        second.run("nft", "flush", "chain", "inet", "quiet", "through");
    }

    private static NetworkNamespace router(String name) {
        NetworkNamespace made = NetworkNamespace.create(name);
        made.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        made.run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/icmp_ratelimit");
        if (IPV6) {
            made.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
            made.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/icmp/ratelimit");
        }
        return made;
    }

    private static void wire(int number, NetworkNamespace near, NetworkNamespace farther) {
        near.run("ip", "link", "add", "w" + number + "a", "type", "veth", "peer", "name", "w" + number + "b");
        near.run("ip", "link", "set", "w" + number + "b", "netns", "/run/netns/" + farther.name());
        end(near, number, 'a');
        end(farther, number, 'b');
    }

    private static void end(NetworkNamespace of, int number, char side) {
        String device = "w" + number + side;
        String host = side == 'a' ? "1" : "2";
        of.run("ip", "link", "set", device, "up");
        of.run("ip", "addr", "add", "10.77." + number + "." + host + "/24", "dev", device);
        if (IPV6) {
            of.run("ip", "-6", "addr", "add", "fd77:" + number + "::" + host + "/64", "dev", device, "nodad");
        }
    }

    private static void towardsProgram(NetworkNamespace from, int wire) {
        from.run(
                "ip",
                "route",
                "replace",
                "10.77.1.0/24",
                "via",
                "10.77." + wire + ".1",
                "onlink",
                "dev",
                "w" + wire + "b");
        if (IPV6) {
            from.run(
                    "ip",
                    "-6",
                    "route",
                    "replace",
                    "fd77:1::/64",
                    "via",
                    "fd77:" + wire + "::1",
                    "dev",
                    "w" + wire + "b");
        }
    }

    private static void towardsTarget(NetworkNamespace from, int wire) {
        from.run("ip", "route", "replace", TARGET, "via", "10.77." + wire + ".2");
        if (IPV6) {
            from.run("ip", "-6", "route", "replace", TARGET6, "via", "fd77:" + wire + "::2");
        }
    }

    private static void silence(NetworkNamespace router) {
        router.run("nft", "add", "table", "inet", "quiet");
        router.run("nft", "add", "chain", "inet", "quiet", "out", "{ type filter hook output priority 0; }");
        router.run("nft", "add", "chain", "inet", "quiet", "through", "{ type filter hook forward priority 0; }");
        router.run("nft", "add", "rule", "inet", "quiet", "out", "icmp", "type", "time-exceeded", "drop");
        router.run("nft", "add", "rule", "inet", "quiet", "out", "icmpv6", "type", "time-exceeded", "drop");
    }
}

package id.jipmonitor.lab.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * The network in namespaces (inside a {@link Enclosure}). Far ends have the very addresses of the network file.
 *
 * <pre>
 *    hub (this program's)         wire                    far                     site-1 ...
 *   +-------------------+    +-------------+    +----------------------+    +---------------+
 *   | 100.64.0.1   near0|====|near1   far1 |====|far0   100.64.0.2     |====| eth0          |
 *   | server, hub agent |veth|  Java moves |veth| every target is local|veth| a site agent  |
 *   +-------------------+    |  the frames |    | TCP, SNMP, ICMP      |    +---------------+
 *                            +-------------+    +----------------------+
 * </pre>
 */
public final class NamespaceNetwork implements LabNetwork {
    private static final String HUB = "100.64.0.1";
    private static final String FAR = "100.64.0.2";
    private static final String HUB6 = "fd64::1";
    private static final String FAR6 = "fd64::2";

    private final NetworkNamespace far;
    private final Wire wire;
    private final Map<InetAddress, NetworkNamespace> sites = new HashMap<>();

    private NamespaceNetwork(NetworkNamespace far, Wire wire) {
        this.far = far;
        this.wire = wire;
    }

    /**
     * Builds the network around the calling program, which must be inside an enclosure.
     *
     * @param farEnds addresses that shall exist on the far side
     * @param nearEnds addresses that shall exist at the hub
     * @param seed of all chance on the wire
     */
    public static NamespaceNetwork build(
            Collection<InetAddress> farEnds, Collection<InetAddress> nearEnds, long seed, LongSupplier nanos) {
        NetworkNamespace far = NetworkNamespace.create("far");
        NetworkNamespace middle = NetworkNamespace.create("wire");
        cable(far, middle);
        farEnds.forEach(address -> far.run(local(address)));
        nearEnds.forEach(address -> Command.run(local(address)));
        Wire wire = middle.call(() -> new Wire(PacketSocket.open("near1"), PacketSocket.open("far1"), seed, nanos));
        wire.start();
        return new NamespaceNetwork(far, wire);
    }

    private static void cable(NetworkNamespace far, NetworkNamespace middle) {
        for (String end : List.of("near", "far")) {
            middle.run("ip", "link", "add", end + "1", "type", "veth", "peer", "name", end + "0");
            middle.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/" + end + "1/disable_ipv6 2>/dev/null || true");
        }
        // From inside "wire" this program's own namespace is that of process 1.
        middle.run("ip", "link", "set", "near0", "netns", "1");
        middle.run("ip", "link", "set", "far0", "netns", "/run/netns/" + far.name());
        middle.run("ip", "link", "set", "near1", "up");
        middle.run("ip", "link", "set", "far1", "up");
        PacketSocket.completeChecksums("near0");
        far.call(() -> {
            PacketSocket.completeChecksums("far0");
            return true;
        });
        Command.run("ip", "addr", "add", HUB + "/24", "dev", "near0");
        far.run("ip", "addr", "add", FAR + "/24", "dev", "far0");
        Command.run("ip", "link", "set", "near0", "up");
        far.run("ip", "link", "set", "far0", "up");
        Command.run("ip", "route", "add", "default", "via", FAR);
        far.run("ip", "route", "add", "default", "via", HUB);
        far.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        cableIpv6(far);
    }

    private static void cableIpv6(NetworkNamespace far) {
        if (!new java.io.File("/proc/sys/net/ipv6").exists()) {
            return;
        }
        Command.run("ip", "-6", "addr", "add", HUB6 + "/64", "dev", "near0", "nodad");
        far.run("ip", "-6", "addr", "add", FAR6 + "/64", "dev", "far0", "nodad");
        Command.run("ip", "-6", "route", "add", "default", "via", FAR6);
    }

    /** Makes an address the namespace's own, without giving it to an interface. */
    private static String[] local(InetAddress address) {
        return new String[] {
            "ip", family(address), "route", "add", "local", Prefix.of(address).toString(), "dev", "lo"
        };
    }

    private static String family(InetAddress address) {
        return address instanceof Inet6Address ? "-6" : "-4";
    }

    @Override
    public InetAddress addressOf(String target) {
        return InetAddress.ofLiteral(target);
    }

    @Override
    public InetAddress hubAddress() {
        return InetAddress.ofLiteral(HUB);
    }

    @Override
    public Optional<InetAddress> anchor() {
        return Optional.of(InetAddress.ofLiteral(FAR));
    }

    @Override
    public <T> T atFarSide(Callable<T> work) {
        return far.call(work);
    }

    @Override
    public synchronized List<String> commandAt(InetAddress site, List<String> command) {
        return sites.computeIfAbsent(site, this::addSite).wrap(command);
    }

    private NetworkNamespace addSite(InetAddress address) {
        String name = "site-" + (sites.size() + 1);
        NetworkNamespace site = NetworkNamespace.create(name);
        far.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", "/run/netns/" + name);
        far.run("ip", "link", "set", name, "up");
        site.run("ip", "link", "set", "eth0", "up");
        site.run("ip", "addr", "add", Prefix.of(address).toString(), "dev", "eth0");
        site.run("ip", "route", "add", FAR, "dev", "eth0");
        site.run("ip", "route", "add", "default", "via", FAR);
        far.run("ip", "route", "add", Prefix.of(address).toString(), "dev", name);
        return site;
    }

    @Override
    public void attach(Severable service) {
        // The wire drops the service's packets; it need not know.
    }

    @Override
    public void cut(String name, List<Prefix> prefixes) {
        wire.change(plan -> plan.cutting(name, prefixes));
    }

    @Override
    public void heal(String name) {
        wire.change(plan -> plan.healing(name));
    }

    @Override
    public List<String> cuts() {
        return new ArrayList<>(wire.plan().cuts().keySet());
    }

    @Override
    public void impair(List<Prefix> prefixes, Impairment impairment) {
        wire.change(plan -> plan.impairing(prefixes, impairment));
    }

    @Override
    public String description() {
        return "namespaces of its own, joined by veth and a wire that drops ICMP, TCP and SNMP of a cut site together";
    }

    @Override
    public void close() {
        wire.close();
    }
}

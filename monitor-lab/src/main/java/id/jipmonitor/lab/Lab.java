package id.jipmonitor.lab;

import id.jipmonitor.lab.network.Impairment;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.lab.network.LabNetwork;
import id.jipmonitor.lab.network.Prefix;
import id.jipmonitor.lab.snmp.CounterModel;
import id.jipmonitor.lab.snmp.Mib;
import id.jipmonitor.lab.snmp.SnmpDevices;
import id.jipmonitor.lab.snmp.Snmprec;
import id.jipmonitor.lab.tcp.Behaviour;
import id.jipmonitor.lab.tcp.TcpServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** A running laboratory: a network, and at its far ends the services and devices that a plan asks for. */
final class Lab implements AutoCloseable {
    private final LabPlan plan;
    private final LabNetwork network;
    private final TcpServices tcp;
    private final SnmpDevices snmp;

    private Lab(LabPlan plan, LabNetwork network, TcpServices tcp, SnmpDevices snmp) {
        this.plan = plan;
        this.network = network;
        this.tcp = tcp;
        this.snmp = snmp;
    }

    static Lab start(LabPlan plan, LabNetwork network, LongSupplier nanos) throws IOException {
        Lab lab = new Lab(plan, network, new TcpServices(), new SnmpDevices(nanos));
        network.attach(lab.tcp);
        network.attach(lab.snmp);
        network.atFarSide(() -> {
            lab.openServices(false);
            return lab;
        });
        lab.openServices(true);
        return lab;
    }

    LabNetwork network() {
        return network;
    }

    LabPlan plan() {
        return plan;
    }

    private void openServices(boolean near) throws IOException {
        for (Map.Entry<String, Map<Integer, Optional<String>>> host : plan.tcp().entrySet()) {
            if (plan.nearEnds().contains(host.getKey()) == near) {
                openTcp(network.addressOf(host.getKey()), host.getValue());
            }
        }
        int number = 0;
        for (Map.Entry<String, Set<Integer>> host : plan.snmp().entrySet()) {
            if (plan.nearEnds().contains(host.getKey()) == near) {
                openSnmp(network.addressOf(host.getKey()), host.getValue(), deviceFor(number++, host.getKey()));
            }
        }
    }

    private void openTcp(InetAddress address, Map<Integer, Optional<String>> ports) throws IOException {
        for (Map.Entry<Integer, Optional<String>> port : ports.entrySet()) {
            Behaviour behaviour = port.getValue()
                    .<Behaviour>map(text -> new Behaviour.Banner(text + "\r\n"))
                    .orElse(new Behaviour.Accept());
            tcp.add(new InetSocketAddress(address, port.getKey()), behaviour);
        }
    }

    private void openSnmp(InetAddress address, Set<Integer> ports, Mib mib) throws IOException {
        for (int port : ports) {
            snmp.add(new InetSocketAddress(address, port), mib);
        }
    }

    /** Most sites have a CPE whose counters run; every eighth is a recorded device. */
    private static Mib deviceFor(int number, String name) {
        int recordedEvery = 8;
        if (number % recordedEvery == recordedEvery - 1) {
            return Snmprec.bundled(Snmprec.WALKS.get(number / recordedEvery % Snmprec.WALKS.size()));
        }
        long load = 40_000L + 15_000L * (number % 11);
        return CounterModel.device(
                "cpe-" + name,
                List.of(
                        new CounterModel.Interface("ether1", "JIP uplink", 100, load, load / 3),
                        new CounterModel.Interface("ether2", "LAN", 1_000, load / 3, load)));
    }

    /** Cuts a link, or all links over a segment. */
    void cut(String linkOrSegment) {
        network.cut(linkOrSegment, prefixes(linkOrSegment));
    }

    /** Heals a cut by its name. */
    void heal(String linkOrSegment) {
        if (!network.cuts().contains(linkOrSegment)) {
            throw new LabException(
                    "heal: expected one of the present cuts " + network.cuts() + ". Found: " + linkOrSegment);
        }
        network.heal(linkOrSegment);
    }

    /** Changes the impairment of a link, a segment or a prefix. */
    void impair(String where, Impairment impairment) {
        network.impair(Character.isDigit(where.charAt(0)) ? List.of(Prefix.parse(where)) : prefixes(where), impairment);
    }

    private List<Prefix> prefixes(String linkOrSegment) {
        List<Prefix> prefixes = new ArrayList<>();
        plan.targetsOf(linkOrSegment).forEach(target -> prefixes.add(Prefix.of(network.addressOf(target))));
        plan.siteLinks().values().stream()
                .filter(plan.linksOf(linkOrSegment)::contains)
                .forEach(link -> prefixes.add(Prefix.of(siteAddress(link))));
        return prefixes;
    }

    /** The address of the agent at the far end of a link: one of its own in 100.65.0.0/16, by the link's place in order. */
    InetAddress siteAddress(String link) {
        int number = new ArrayList<>(plan.farEnds().keySet()).indexOf(link) + 1;
        return InetAddress.ofLiteral("100.65." + number / 250 + "." + (number % 250 + 1));
    }

    /** What runs and what is cut, a line each. */
    List<String> status() {
        List<String> lines = new ArrayList<>();
        lines.add("network: " + network.description());
        lines.add("hub: " + network.hubAddress().getHostAddress());
        lines.add("services: " + tcp.addresses().size() + " TCP, "
                + snmp.addresses().size() + " SNMP");
        plan.segments()
                .forEach((segment, links) ->
                        lines.add(state(segment) + " segment " + segment + "  " + links.size() + " links"));
        plan.farEnds()
                .forEach((link, targets) -> lines.add(state(link) + " link " + link + "  "
                        + targets.stream()
                                .map(target -> network.addressOf(target).getHostAddress())
                                .toList()));
        return lines;
    }

    private String state(String name) {
        boolean cut = network.cuts().stream()
                .anyMatch(each -> each.equals(name) || plan.linksOf(each).contains(name));
        return cut ? "CUT " : "ok  ";
    }

    @Override
    public void close() {
        tcp.close();
        snmp.close();
        network.close();
    }
}

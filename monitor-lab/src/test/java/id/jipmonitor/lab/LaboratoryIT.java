package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.lab.control.ControlClient;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LoopbackNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laboratory network as it is, seen by programs that know nothing of it: fping, snmpget, TCP connections. */
class LaboratoryIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String ALPHA = "10.35.1.1";
    private static final String BETA = "10.35.2.1";
    private static final String GAMMA = "10.35.3.1";

    @TempDir
    private Path directory;

    private final List<String> output = new ArrayList<>();

    @Test
    void impairedLink_echoes_areDelayedLostRepeatedAndReordered() throws IOException {
        Process lab = startInNamespaces();
        try {
            run("impair", "alpha", "delay=40ms");
            assertThat(roundTrips(ALPHA, 5))
                    .allSatisfy(rtt -> assertThat(Double.parseDouble(rtt)).isGreaterThan(40));
            run("impair", "alpha", "loss=0.5");
            assertThat(roundTrips(ALPHA, 40).stream().filter("-"::equals).count())
                    .isBetween(8L, 32L);
            run("impair", "alpha", "duplication=1");
            long before = repliesReceived();
            assertThat(roundTrips(ALPHA, 5)).doesNotContain("-");
            assertThat(repliesReceived() - before).isEqualTo(2 * 5);
            run("impair", "alpha", "reordering=0.5", "hold_back=45ms");
            List<Integer> arrivals = arrivals(echo(ALPHA, 30));
            assertThat(arrivals)
                    .hasSize(30)
                    .isNotEqualTo(IntStream.range(0, 30).boxed().toList());
            run("impair", "alpha");
            assertThat(arrivals(echo(ALPHA, 10)))
                    .isEqualTo(IntStream.range(0, 10).boxed().toList());
        } finally {
            end(lab);
        }
    }

    @Test
    void cutSegment_allProtocolsOfItsSites_fallSilentTogetherAndHealTogether() throws IOException {
        Process lab = startInNamespaces();
        try {
            run("cut", "west");
            assertThat(answering()).containsExactly("icmp gamma", "tcp gamma", "snmp gamma");
            run("heal", "west");
            assertThat(answering()).hasSize(9);
        } finally {
            end(lab);
        }
    }

    @Test
    void killedLaboratory_itsProcesses_areGoneToo() throws IOException {
        Process lab = startInNamespaces();
        Thread.ofVirtual().start(() -> ignoringTheEnd("exec", "sleep", "600"));
        await().atMost(START).until(() -> lab.descendants().anyMatch(LaboratoryIT::sleeps));
        List<ProcessHandle> all = lab.descendants().toList();
        lab.destroyForcibly();
        await().atMost(START).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void loopbackLaboratory_cutLink_tcpTimesOutAndHeals() throws IOException {
        LabPlan plan = LabPlan.of(SmallNetwork.inventory());
        try (LoopbackNetwork network = new LoopbackNetwork();
                Lab lab = Lab.start(plan, network, System::nanoTime)) {
            InetSocketAddress alpha = new InetSocketAddress(network.addressOf(ALPHA), SmallNetwork.TCP_PORT);
            InetSocketAddress gamma = new InetSocketAddress(network.addressOf(GAMMA), SmallNetwork.TCP_PORT);
            lab.cut("alpha");
            assertThat(connects(alpha)).isFalse();
            assertThat(connects(gamma)).isTrue();
            lab.heal("alpha");
            await().atMost(START).until(() -> connects(alpha));
        }
    }

    private static boolean connects(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 300);
            return socket.isConnected();
        } catch (IOException silent) {
            return false;
        }
    }

    private Process startInNamespaces() throws IOException {
        Optional<Enclosure> enclosure = Enclosure.find();
        Assumptions.assumeTrue(
                enclosure.isPresent(), "this system gives this user no namespaces; the loopback test covers that case");
        Process lab = enclosure.orElseThrow().start(SmallLab.class, List.of(socket().toString()), Map.of());
        await().atMost(START).until(() -> Files.exists(socket()) || !lab.isAlive());
        assertThat(lab.isAlive()).isTrue();
        return lab;
    }

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private int run(String... words) throws IOException {
        output.clear();
        return ControlClient.run(socket(), List.of(words), output::add);
    }

    private void ignoringTheEnd(String... words) {
        try {
            ControlClient.run(socket(), List.of(words), line -> {});
        } catch (IOException killed) {
            assertThat(killed).hasMessageContaining("ended");
        }
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("sleep");
    }

    private List<String> echo(String address, int count) throws IOException {
        run("exec", "fping", "-C", "" + count, "-p", "20", "-t", "400", address);
        assertThat(output).as("fping not found: apt-get install fping").noneMatch(line -> line.contains("Cannot run"));
        return List.copyOf(output);
    }

    private List<String> roundTrips(String address, int count) throws IOException {
        String last = echo(address, count).getLast();
        return List.of(last.substring(last.indexOf(" : ") + 3).split(" ", -1));
    }

    /** The kernel's own count of echo replies at the hub (RFC 2011 icmpInEchoReps). */
    private long repliesReceived() throws IOException {
        run("exec", "cat", "/proc/net/snmp");
        List<String> rows =
                output.stream().filter(line -> line.startsWith("Icmp: ")).toList();
        int column = List.of(rows.getFirst().split(" ", -1)).indexOf("InEchoReps");
        return Long.parseLong(rows.getLast().split(" ", -1)[column]);
    }

    private static List<Integer> arrivals(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" bytes, "))
                .map(line -> Integer.parseInt(line.substring(line.indexOf('[') + 1, line.indexOf(']'))))
                .toList();
    }

    private List<String> answering() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, String> sites = Map.of("alpha", ALPHA, "beta", BETA, "gamma", GAMMA);
        for (String kind : List.of("icmp", "tcp", "snmp")) {
            for (String site : List.of("alpha", "beta", "gamma")) {
                if (answers(kind, sites.getOrDefault(site, ""))) {
                    found.add(kind + " " + site);
                }
            }
        }
        return found;
    }

    private boolean answers(String kind, String address) throws IOException {
        return switch (kind) {
            case "icmp" -> run("exec", "fping", "-c", "2", "-p", "50", "-t", "200", address) == 0;
            case "tcp" ->
                run("exec", "timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + SmallNetwork.TCP_PORT)
                        == 0;
            default ->
                run(
                                "exec",
                                "snmpget",
                                "-v2c",
                                "-r0",
                                "-t1",
                                "-c",
                                "public",
                                address + ":" + SmallNetwork.SNMP_PORT,
                                "1.3.6.1.2.1.1.5.0")
                        == 0;
        };
    }

    private static void end(Process lab) throws IOException {
        lab.getOutputStream().close();
        await().atMost(START).until(() -> !lab.isAlive());
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/** Another host at the end of a cable: a network namespace and a pair of veth. Only within an enclosure. */
final class FarEnd {
    /** This end of the cable. */
    static final String INTERFACE = "jip0";

    /** What to do without iproute2. */
    static final String REMEDY = "as root: apt-get install iproute2";

    private static final List<String> COMMANDS = List.of(
            "ip netns add far",
            "ip link add jip0 type veth peer name jip1 netns far",
            "ip address add 10.91.0.1/30 dev jip0",
            "ip link set jip0 up",
            "ip netns exec far ip address add 10.91.0.2/30 dev jip1",
            "ip netns exec far ip link set jip1 up");

    private FarEnd() {}

    /** Lays the cable; the far kernel answers echoes at the address returned. */
    static InetAddress connect(Path directory) throws IOException, InterruptedException {
        for (String command : COMMANDS) {
            Tool.run(List.of(command.split(" ", -1)), directory.resolve("ip.out"), 0, REMEDY);
        }
        return InetAddress.ofLiteral("10.91.0.2");
    }
}

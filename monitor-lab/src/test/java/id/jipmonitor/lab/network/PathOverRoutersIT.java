package id.jipmonitor.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's path probe over the kernel's own routers: one says nothing, and the way changes, then ends. */
class PathOverRoutersIT {
    private static final long LONGEST_SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void path_overRouters_isSeenBySocketsOfBothKindsAndBothFamilies() throws IOException, InterruptedException {
        Optional<Enclosure> enclosure = Enclosure.find();
        Assumptions.assumeTrue(enclosure.isPresent(), "this system gives this user no namespaces");
        Path lines = directory.resolve("lines");

        Process inner = enclosure.orElseThrow().start(PathsOverRouters.class, List.of(lines.toString()), Map.of());
        boolean ended = inner.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        inner.destroyForcibly();

        assertThat(ended && inner.exitValue() == 0)
                .as("its output says why; nft not found: apt-get install nftables")
                .isTrue();
        List<String> expected = new ArrayList<>();
        for (String mode : List.of("raw socket", "datagram socket")) {
            expected.add(mode);
            expected.addAll(rounds("10.77.", ".", "10.77.9.9", "filtered by a rule (ICMP 3/13)"));
            if (RouterChain.IPV6) {
                expected.addAll(
                        rounds("fd77:", ":0:0:0:0:0:", "fd77:9:0:0:0:0:0:9", "filtered by a rule (ICMPv6 1/1)"));
            }
        }
        assertThat(Files.readAllLines(lines)).isEqualTo(expected);
    }

    private static List<String> rounds(String net, String host, String target, String unreachable) {
        String first = "1 " + net + 1 + host + 2;
        String second = net + 2 + host + 2;
        String upper = first + ", 3 " + net + 3 + host + 2 + ", 4 " + target;
        String lower = first + ", 3 " + net + 4 + host + 2 + ", 4 " + target;
        return List.of(
                "RESPONDED KERNEL hops 4 changed 0: " + upper,
                "RESPONDED KERNEL hops 4 changed 0: " + upper,
                "RESPONDED KERNEL hops 4 changed 1: " + lower,
                "RESPONDED KERNEL hops 4 changed 0: " + lower,
                "UNREACHABLE KERNEL hops 0 changed 0: " + first + "; " + unreachable + " from " + second);
    }
}

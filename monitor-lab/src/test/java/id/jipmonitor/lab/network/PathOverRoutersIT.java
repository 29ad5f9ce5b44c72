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
    void path_overRouters_isSeenBySocketsOfBothKindsAndByTcp_inBothFamilies() throws IOException, InterruptedException {
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
            expected.addAll(bothFamilies("KERNEL", "KERNEL"));
        }
        expected.add("tcp");
        expected.addAll(bothFamilies("USER", "KERNEL_RECEIVE"));
        assertThat(Files.readAllLines(lines)).isEqualTo(expected);
    }

    /**
     * @param reached quality of the times of a round that reached the target
     * @param refused of one in which only routers spoke
     */
    private static List<String> bothFamilies(String reached, String refused) {
        List<String> rounds =
                new ArrayList<>(rounds("10.77.", ".", "10.77.9.9", "filtered by a rule (ICMP 3/13)", reached, refused));
        if (RouterChain.IPV6) {
            rounds.addAll(rounds(
                    "fd77:", ":0:0:0:0:0:", "fd77:9:0:0:0:0:0:9", "filtered by a rule (ICMPv6 1/1)", reached, refused));
        }
        return rounds;
    }

    private static List<String> rounds(
            String net, String host, String target, String unreachable, String reached, String refused) {
        String first = "1 " + net + 1 + host + 2;
        String second = net + 2 + host + 2;
        String upper = first + ", 3 " + net + 3 + host + 2 + ", 4 " + target;
        String lower = first + ", 3 " + net + 4 + host + 2 + ", 4 " + target;
        return List.of(
                "RESPONDED " + reached + " hops 4 changed 0: " + upper,
                "RESPONDED " + reached + " hops 4 changed 0: " + upper,
                "RESPONDED " + reached + " hops 4 changed 1: " + lower,
                "RESPONDED " + reached + " hops 4 changed 0: " + lower,
                "UNREACHABLE " + refused + " hops 0 changed 0: " + first + "; " + unreachable + " from " + second);
    }
}

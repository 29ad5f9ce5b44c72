package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets this namespace's kernel drop one echo reply in twenty by chance, and count what it dropped. */
final class ReplyDrops {
    private static final String REMEDY = "as root: apt-get install nftables";
    private static final Pattern COUNTED = Pattern.compile("counter packets (\\d+) ");
    private static final List<String> RULES = List.of(
            "add table ip bench",
            "add chain ip bench replies { type filter hook input priority 0; }",
            "add rule ip bench replies icmp type echo-reply numgen random mod 20 < 1 counter drop");

    private final Path output;

    private ReplyDrops(Path output) {
        this.output = output;
    }

    /** Only within an enclosure. */
    static ReplyDrops begin(Path directory) throws IOException, InterruptedException {
        ReplyDrops drops = new ReplyDrops(directory.resolve("nft.out"));
        for (String each : RULES) {
            drops.nft(each);
        }
        return drops;
    }

    /** How many the kernel has dropped since the beginning. */
    long count() throws IOException, InterruptedException {
        nft("list chain ip bench replies");
        Matcher counter = COUNTED.matcher(Files.readString(output));
        if (!counter.find()) {
            throw new LabException("nft: expected a counter in the chain's listing. Found: none");
        }
        return Long.parseLong(counter.group(1));
    }

    void end() throws IOException, InterruptedException {
        nft("delete table ip bench");
    }

    private void nft(String command) throws IOException, InterruptedException {
        Tool.run(List.of("nft", command), output, 0, REMEDY);
    }
}

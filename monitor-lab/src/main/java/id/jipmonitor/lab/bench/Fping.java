package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** fping with no pause between packets, the way it is fastest. */
final class Fping implements Contender<EchoTask> {
    private static final Pattern SUMMARY = Pattern.compile("^\\S+ +: xmt/rcv/%loss = \\d+/(\\d+)/");
    private static final int SOME_SILENT = 1;

    private final Path directory;

    Fping(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "fping";
    }

    @Override
    public long run(EchoTask task) throws IOException, InterruptedException {
        Path targets = directory.resolve("targets-" + task.name());
        if (!Files.exists(targets)) {
            Files.writeString(
                    targets,
                    task.addresses().stream()
                            .map(each -> each.getHostAddress() + "\n")
                            .collect(Collectors.joining()));
        }
        long answered = 0;
        for (int sweep = 0; sweep < task.sweeps(); sweep++) {
            Path output = directory.resolve("fping.out");
            Tool.run(command(task, targets), output, SOME_SILENT, "as root: apt-get install fping");
            answered += answered(output);
        }
        return answered;
    }

    private static List<String> command(EchoTask task, Path targets) {
        List<String> words = new ArrayList<>(List.of("fping", "-q", "-i0", "-t1000", "-c" + task.echoes()));
        if (task.echoes() > 1) {
            words.add("-p" + task.gap().toMillis());
        }
        words.addAll(List.of("-f", targets.toString()));
        return words;
    }

    /** The sum of what the summary line of each target says was received. */
    static long answered(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.map(SUMMARY::matcher)
                    .filter(Matcher::find)
                    .mapToLong(each -> Long.parseLong(each.group(1)))
                    .sum();
        }
    }
}

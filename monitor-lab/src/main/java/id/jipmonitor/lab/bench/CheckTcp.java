package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** check_tcp of the Monitoring Plugins, one process a check and eight at a time, started by xargs. */
final class CheckTcp implements Contender<ConnectTask> {
    private static final String PLUGIN = "/usr/lib/nagios/plugins/check_tcp";
    private static final String REMEDY = "as root: apt-get install findutils monitoring-plugins-basic";
    private static final int SOME_FAILED = 123;
    /** Checks this many times fewer than the others: starting processes is slow. */
    private static final int LESS = 20;

    private final Path directory;

    CheckTcp(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "check_tcp";
    }

    @Override
    public ConnectTask share(ConnectTask whole) {
        return new ConnectTask(Math.ceilDiv(whole.targets(), LESS), 1);
    }

    @Override
    public long run(ConnectTask task) throws IOException, InterruptedException {
        Path targets = Files.writeString(
                directory.resolve("check_tcp.targets"),
                task.addresses().stream().map(CheckTcp::arguments).collect(Collectors.joining()));
        Path output = directory.resolve("check_tcp.out");
        List<String> command = List.of("xargs", "-a", targets.toString(), "-P", "8", "-L", "1", PLUGIN, "--timeout=5");
        Tool.run(command, output, SOME_FAILED, REMEDY);
        return answered(output);
    }

    private static String arguments(InetSocketAddress target) {
        return "-H " + target.getAddress().getHostAddress() + " -p " + target.getPort() + "\n";
    }

    /** How many checks said that all is well. */
    static long answered(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("TCP OK - ")).count();
        }
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** snmpbulkwalk of ifTable and ifXTable, a process each, as a script polls a device. */
final class BulkWalks implements Contender<SnmpTask> {
    private static final String IF_TABLE = "1.3.6.1.2.1.2.2";
    private static final String IF_OPER_STATUS = ".1.3.6.1.2.1.2.2.1.8.";
    private static final String IF_X_TABLE = "1.3.6.1.2.1.31.1.1";
    private static final String IF_NAME = ".1.3.6.1.2.1.31.1.1.1.1.";

    private final Path directory;

    BulkWalks(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "bulkwalk";
    }

    @Override
    public long run(SnmpTask task) throws IOException, InterruptedException {
        List<AtOnce.Worker> workers = IntStream.range(0, task.atOnce())
                .mapToObj(i -> directory.resolve("bulkwalk-" + i))
                .<AtOnce.Worker>map(output ->
                        () -> walk(task, IF_TABLE, IF_OPER_STATUS, output) && walk(task, IF_X_TABLE, IF_NAME, output))
                .toList();
        return AtOnce.run(workers, task.total());
    }

    private static boolean walk(SnmpTask task, String table, String column, Path output)
            throws IOException, InterruptedException {
        Tool.run(command(task.version(), table), output, 0, SnmpDevice.REMEDY);
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(each -> each.startsWith(column)).count() == SnmpDevice.INTERFACES;
        }
    }

    private static List<String> command(SnmpTask.Version version, String table) {
        List<String> words = new ArrayList<>(List.of("snmpbulkwalk", "-m", "", "-On", "-Cr25"));
        words.addAll(
                switch (version) {
                    case V2C -> List.of("-v2c", "-c", SnmpDevice.COMMUNITY);
                    case V3 ->
                        List.of(
                                "-v3",
                                "-l",
                                "authPriv",
                                "-u",
                                SnmpDevice.USER,
                                "-a",
                                "SHA",
                                "-A",
                                SnmpDevice.AUTHENTICATION,
                                "-x",
                                "AES",
                                "-X",
                                SnmpDevice.PRIVACY);
                });
        words.addAll(List.of(SnmpDevice.ADDRESS + ":" + SnmpDevice.PORT, table));
        return words;
    }
}

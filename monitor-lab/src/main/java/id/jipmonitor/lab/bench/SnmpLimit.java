package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The device's own ceiling: a loop in C that keeps some GETs in flight and counts the answers. */
final class SnmpLimit implements Contender<SnmpTask> {
    private final Path directory;
    private final Path program;

    /** @throws id.jipmonitor.lab.network.LabException when there is no compiler, or it refuses */
    SnmpLimit(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = CProgram.compile("snmp_limit", directory);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public long run(SnmpTask task) throws IOException, InterruptedException {
        Path output = directory.resolve("snmp_limit.out");
        List<String> command = List.of(
                program.toString(),
                Integer.toString(SnmpDevice.PORT),
                Long.toString(task.total()),
                Integer.toString(task.atOnce()));
        Tool.run(command, output, 0, CProgram.REMEDY);
        return Long.parseLong(Files.readString(output).strip());
    }
}

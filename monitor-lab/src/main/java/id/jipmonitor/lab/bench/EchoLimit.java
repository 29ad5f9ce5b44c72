package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The limit: a loop in C that sends and drains on one thread and keeps nothing, compiled when the benchmark begins. */
final class EchoLimit implements Contender<EchoTask> {
    private final Path directory;
    private final Path program;

    EchoLimit(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = CProgram.compile("echo_limit", directory);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public long run(EchoTask task) throws IOException, InterruptedException {
        Path output = directory.resolve("echo_limit.out");
        List<String> command = List.of(
                program.toString(),
                Integer.toString(task.targets()),
                Integer.toString(task.echoes()),
                Integer.toString(task.sweeps()));
        Tool.run(command, output, 0, CProgram.REMEDY);
        return Long.parseLong(Files.readString(output).strip());
    }
}

package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The limit: a loop in C that sends and drains on one thread and keeps nothing, compiled when the benchmark begins. */
final class EchoLimit implements Contender<EchoTask> {
    private static final String REMEDY = "as root: apt-get install gcc libc6-dev";

    private final Path directory;
    private final Path program;

    /** @throws LabException when there is no compiler, or it refuses */
    EchoLimit(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = directory.resolve("echo_limit");
        Path source = directory.resolve("echo_limit.c");
        try (InputStream in = Objects.requireNonNull(EchoLimit.class.getResourceAsStream("/bench/echo_limit.c"))) {
            Files.write(source, in.readAllBytes());
        }
        List<String> command = List.of("cc", "-O2", "-Wall", "-Werror", "-o", program.toString(), source.toString());
        Tool.run(command, directory.resolve("cc.out"), 0, REMEDY);
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
        Tool.run(command, output, 0, REMEDY);
        return Long.parseLong(Files.readString(output).strip());
    }
}

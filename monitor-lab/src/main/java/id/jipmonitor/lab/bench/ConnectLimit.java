package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The limit: a loop in C over epoll that connects, resets and counts on one thread, and keeps nothing. */
final class ConnectLimit implements Contender<ConnectTask> {
    private final Path directory;
    private final Path program;

    ConnectLimit(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = CProgram.compile("connect_limit", directory);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public long run(ConnectTask task) throws IOException, InterruptedException {
        Path output = directory.resolve("connect_limit.out");
        List<String> command = List.of(
                program.toString(),
                Integer.toString(task.targets()),
                Integer.toString(FarService.PORT),
                Integer.toString(FarService.PORTS),
                Integer.toString(task.times()));
        Tool.run(command, output, 0, CProgram.REMEDY);
        return Long.parseLong(Files.readString(output).strip());
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The service that is checked: accepts on every address of loopback, says nothing and forgets. */
final class FarService implements AutoCloseable {
    /** The first port. */
    static final int PORT = 7_400;
    /** So many ports from the first on, so that thousands of connections can wait to be accepted. */
    static final int PORTS = 4;

    private final Companion program;

    FarService(Path directory) throws IOException, InterruptedException {
        List<String> command = List.of(
                CProgram.compile("connect_target", directory).toString(),
                Integer.toString(PORT),
                Integer.toString(PORTS));
        program = Companion.start(command, PORT, directory.resolve("connect_target.out"), CProgram.REMEDY);
    }

    /** The number of the program that serves. */
    long pid() {
        return program.pid();
    }

    @Override
    public void close() {
        program.close();
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Compiles what must be faster than anything else; no binary lies in the repository. */
final class CProgram {
    /** What to do without a compiler. */
    static final String REMEDY = "as root: apt-get install gcc libc6-dev";

    private CProgram() {}

    /**
     * Compiles the source {@code bench/NAME.c}.
     *
     * @return the program
     * @throws id.jipmonitor.lab.network.LabException when there is no compiler, or it refuses
     */
    static Path compile(String name, Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve(name);
        Path source = directory.resolve(name + ".c");
        try (InputStream in = Objects.requireNonNull(CProgram.class.getResourceAsStream("/bench/" + name + ".c"))) {
            Files.write(source, in.readAllBytes());
        }
        List<String> command = List.of("cc", "-O2", "-Wall", "-Werror", "-o", program.toString(), source.toString());
        Tool.run(command, directory.resolve("cc.out"), 0, REMEDY);
        return program;
    }
}

package id.jipmonitor.lab.demo;

import id.jipmonitor.lab.network.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of the built programs, as the script {@code jip} starts them.
 *
 * @param home the directory of the source tree
 */
public record Launcher(Path home) {
    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            // Six programs start at once: quick to start matters more here than quick in the long run.
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m");

    /** The server with these arguments. */
    public List<String> server(String... arguments) {
        return command("server", arguments);
    }

    /** The agent with these arguments. */
    public List<String> agent(String... arguments) {
        return command("agent", arguments);
    }

    private List<String> command(String part, String... arguments) {
        Path jar = home.resolve("monitor-" + part + "/target/monitor-" + part + "-0.1.0-SNAPSHOT.jar");
        if (!Files.exists(jar)) {
            throw new LabException(jar + ": expected the built program. Found: none. Build it: ./jip build");
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return words;
    }
}

package id.jipmonitor.lab.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one short command of the system, such as {@code ip}, to its end. */
final class Command {
    private static final long LONGEST_SECONDS = 20;

    private Command() {}

    /** What the command wrote; throws with its words when it fails. */
    static String run(String... words) {
        return run(List.of(words));
    }

    static String run(List<String> words) {
        String shown = String.join(" ", words);
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(shown + ": expected an end within " + LONGEST_SECONDS + " s. Found: none");
            }
            if (process.exitValue() != 0) {
                throw new LabException(shown + ": expected exit 0. Found: " + process.exitValue() + ", " + output);
            }
            return output;
        } catch (IOException missing) {
            throw new LabException(
                    words.getFirst() + ": not found; install it (Debian: apt-get install iproute2 util-linux)",
                    missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException(shown + ": interrupted", interrupted);
        }
    }
}

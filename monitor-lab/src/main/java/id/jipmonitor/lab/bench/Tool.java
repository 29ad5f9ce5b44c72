package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system to its end; its whole output goes to a file. */
final class Tool {
    private static final long LONGEST_SECONDS = 120;
    private static final int SHOWN = 500;

    private Tool() {}

    /**
     * Runs it.
     *
     * @param highestExit the highest exit status that is no failure
     * @param remedy what to do when the program is missing
     */
    static void run(List<String> command, Path output, int highestExit, String remedy)
            throws IOException, InterruptedException {
        Process process = start(command, output, remedy);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new LabException(
                    command.getFirst() + ": expected an end within " + LONGEST_SECONDS + " s. Found: none");
        }
        if (process.exitValue() > highestExit) {
            String words = Files.readString(output).strip();
            throw new LabException(command.getFirst() + ": expected exit status at most " + highestExit + ". Found: "
                    + process.exitValue() + ", " + words.substring(Math.max(0, words.length() - SHOWN)));
        }
    }

    private static Process start(List<String> command, Path output, String remedy) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException missing) {
            throw new LabException(
                    command.getFirst() + ": expected this program on the path. Found: none; " + remedy, missing);
        }
    }
}

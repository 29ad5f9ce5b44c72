package id.jipmonitor.lab.demo;

import id.jipmonitor.lab.network.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process of the demo, stopped by its handle; its output is in a file. */
public final class Program implements AutoCloseable {
    private static final long STOP_SECONDS = 10;
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a program that runs until it is closed. */
    public static Program start(String name, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        return new Program(name, process, log);
    }

    /** Runs a program to its end and returns what it wrote to standard output; a failure throws with its words. */
    public static String run(String name, List<String> command, Path log, long seconds) throws IOException {
        Path output = log.resolveSibling(name + ".out");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start();
        Program program = new Program(name, process, log);
        if (!program.ended(seconds)) {
            program.close();
            throw new LabException(
                    name + ": expected an end within " + seconds + " s. Found: none\n" + program.lastWords());
        }
        if (process.exitValue() != 0) {
            throw new LabException(
                    name + ": expected exit 0. Found: " + process.exitValue() + "\n" + program.lastWords());
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private boolean ended(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Throws when the program has ended by itself. */
    public void mustRun() {
        if (!process.isAlive()) {
            throw new LabException(name + ": expected to run. Found: exit " + process.exitValue() + "\n" + lastWords());
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(STOP_SECONDS)) {
            throw new LabException(name + ": expected to be gone after kill -9. Found: still there");
        }
    }

    /** The end of what it wrote. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return log + " cannot be read: " + unreadable;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended(STOP_SECONDS)) {
            process.destroyForcibly();
        }
    }
}

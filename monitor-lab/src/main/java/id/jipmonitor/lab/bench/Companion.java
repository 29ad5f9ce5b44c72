package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that serves on a port of loopback as long as the benchmark runs; its output goes to a file. */
final class Companion implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int LOOKS = 500;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int SHOWN = 500;

    private final String name;
    private final Process process;
    private final Path output;

    private Companion(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it and waits until it listens; the kernel ends it with the calling thread.
     *
     * @param remedy what to do when the program is missing
     */
    static Companion start(List<String> command, int port, Path output, String remedy)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Companion started = new Companion(command.getFirst(), process, output);
        try {
            started.awaitListening(port, remedy);
            return started;
        } catch (LabException | InterruptedException failure) {
            started.close();
            throw failure;
        }
    }

    private void awaitListening(int port, String remedy) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS && !listens(port); look++) {
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                String words = Files.readString(output).strip();
                throw new LabException(name + ": expected it to run. Found: exit " + process.exitValue() + ", "
                        + words.substring(Math.max(0, words.length() - SHOWN)) + "; if it is missing, " + remedy);
            }
        }
        if (!listens(port)) {
            throw new LabException(name + ": expected it to listen on port " + port + ". Found: nothing listens");
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Its number. */
    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.settings.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link FarServer} that runs, with what it takes of the machine. */
final class ServerProcess implements AutoCloseable {
    private static final int LOOKS = 1_500;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double MEGABYTE_IN_KIBIBYTES = 1_000_000 / 1_024.0;

    private final Process process;
    private final HostPort address;

    private ServerProcess(Process process, HostPort address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param directory its own, with its certificate
     * @param jvm options of its JVM
     */
    static ServerProcess start(Path directory, String sink, List<String> jvm) throws IOException, InterruptedException {
        return start(directory, List.of(sink), jvm);
    }

    /** @param sink and what else {@link FarServer} is told behind its directory */
    static ServerProcess start(Path directory, List<String> sink, List<String> jvm)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(directory.toString()));
        arguments.addAll(sink);
        List<String> command = new ArrayList<>(Enclosure.javaCommand(FarServer.class, arguments));
        command.addAll(1, jvm);
        Path log = directory.resolve("server.log");
        Files.deleteIfExists(directory.resolve("port"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Path port = directory.resolve("port");
        for (int look = 0; look < LOOKS && !Files.exists(port); look++) {
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "server: expected to run. Found: exit " + process.exitValue() + ", " + last(log));
            }
        }
        if (!Files.exists(port)) {
            process.destroyForcibly();
            throw new LabException("server: expected to listen within 30 s. Found: " + last(log));
        }
        return new ServerProcess(process, new HostPort("127.0.0.1", Integer.parseInt(Files.readString(port))));
    }

    private static String last(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    HostPort address() {
        return address;
    }

    boolean running() {
        return process.isAlive();
    }

    /** Ends it as kill -9 does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** CPU seconds, user and kernel, so far. */
    double cpuSeconds() {
        return cpuSeconds(process.toHandle());
    }

    static double cpuSeconds(ProcessHandle handle) {
        return handle.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    /** Memory that it occupies, megabytes (VmRSS of proc(5)). */
    double residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Matcher found = RESIDENT.matcher(Files.readString(status));
        if (!found.find()) {
            throw new LabException(status + ": expected VmRSS. Found: no such line");
        }
        return Double.parseDouble(found.group(1)) / MEGABYTE_IN_KIBIBYTES;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

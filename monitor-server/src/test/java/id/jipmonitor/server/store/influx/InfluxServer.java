package id.jipmonitor.server.store.influx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real influxd of its own: files in a directory that the test gives, a free port of the loopback. */
public final class InfluxServer implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/influxd"), Path.of("/usr/local/bin/influxd"));
    private static final Pattern LISTENING = Pattern.compile("Listening on HTTP\".* addr=([0-9.]+:[0-9]+)");

    private final Process process;
    private final URI url;

    private InfluxServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** @throws IllegalStateException with the command that installs it when there is no influxd */
    public static InfluxServer start(Path directory, boolean withLogin) throws IOException {
        Path influxd = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("influxd not found: apt-get install influxdb"));
        Path config = Files.writeString(directory.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:0"
                [meta]
                dir = "%1$s/meta"
                [data]
                dir = "%1$s/data"
                wal-dir = "%1$s/wal"
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:0"
                auth-enabled = %2$s
                log-enabled = false
                """.formatted(directory, withLogin));
        Process process = new ProcessBuilder(influxd.toString(), "-config", config.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader log = process.inputReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> drain(log));
                return new InfluxServer(process, URI.create("http://" + listening.group(1)));
            }
        }
        throw new IllegalStateException("influxd ended with " + process.exitValue());
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(BufferedReader log) {
        try (Stream<String> rest = log.lines()) {
            rest.forEach(_ -> {});
        } catch (UncheckedIOException e) {
            // The process has ended and its pipe with it.
        }
    }
}

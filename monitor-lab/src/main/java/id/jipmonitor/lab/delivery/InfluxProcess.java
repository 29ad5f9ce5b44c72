package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An influxd of the run's own: files in its directory, loopback only. */
final class InfluxProcess implements AutoCloseable {
    private static final int LOOKS = 500;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Process process;
    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();

    private InfluxProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** @param directory empty, its own */
    static InfluxProcess start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        Path settings =
                Files.writeString(directory.resolve("influxdb.conf"), """
            reporting-disabled = true
            bind-address = "127.0.0.1:%2$d"
            [meta]
            dir = "%1$s/meta"
            [data]
            dir = "%1$s/data"
            wal-dir = "%1$s/wal"
            [monitor]
            store-enabled = false
            [http]
            bind-address = "127.0.0.1:%3$d"
            log-enabled = false
            """.formatted(directory, freePort(), port));
        Process process;
        try {
            process = new ProcessBuilder("influxd", "-config", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("influxd.log").toFile())
                    .start();
        } catch (IOException missing) {
            throw new LabException(
                    "influxd: expected this program on the path. Found: none; apt-get install influxdb", missing);
        }
        InfluxProcess started = new InfluxProcess(process, URI.create("http://127.0.0.1:" + port));
        for (int look = 0; look < LOOKS && !started.answers(); look++) {
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LabException("influxd: expected to run. Found: exit " + process.exitValue());
            }
        }
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(url.resolve("/ping")).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 204;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    /** Makes a database. */
    void create(String database) throws IOException, InterruptedException {
        command("CREATE DATABASE \"" + database + "\"");
    }

    /** Forgets a database, so that each round begins alike. */
    void drop(String database) throws IOException, InterruptedException {
        command("DROP DATABASE \"" + database + "\"");
    }

    private void command(String influxQl) throws IOException, InterruptedException {
        String form = "q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        int status = http.send(
                        HttpRequest.newBuilder(url.resolve("/query"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new LabException("influxd: expected it to " + influxQl + ". Found: status " + status);
        }
    }

    /** Writes bodies as they were recorded, so many at once. */
    void load(String database, List<LineRecorder.Write> writes, int atOnce) throws InterruptedException {
        RawLoader.load(http, url, database, writes, atOnce);
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Prometheus' snmp_exporter with its module for IF-MIB, asked over HTTP as Prometheus does. Its own processor time counts. */
final class SnmpExporter implements Contender<SnmpTask>, AutoCloseable {
    private static final String PROGRAM = "prometheus-snmp-exporter";
    private static final String ADDRESS = "127.0.0.1:9116";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final Process exporter;
    private final HttpClient client = HttpClient.newHttpClient();

    private SnmpExporter(Process exporter) {
        this.exporter = exporter;
    }

    static SnmpExporter start(Path directory) throws IOException {
        Path settings = Files.writeString(directory.resolve("snmp.yml"), ExporterModules.text());
        List<String> command = List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "--",
                PROGRAM,
                "--config.file=" + settings,
                "--web.listen-address=" + ADDRESS);
        SnmpExporter started = new SnmpExporter(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        try {
            started.awaitReady();
            return started;
        } catch (IOException | LabException failure) {
            started.close();
            throw failure;
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = exporter.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine();
                line == null || !line.contains("Listening on");
                line = output.readLine()) {
            if (line == null) {
                throw new LabException(
                        PROGRAM + ": expected it to listen. Found: " + said + "; as root: apt-get install " + PROGRAM);
            }
            said.append(line).append(' ');
        }
        Thread.ofVirtual().start(() -> drain(output));
    }

    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @Override
    public String name() {
        return "exporter";
    }

    @Override
    public OptionalLong program() {
        return OptionalLong.of(exporter.pid());
    }

    @Override
    public long run(SnmpTask task) throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(
                        URI.create("http://" + ADDRESS + "/snmp?target=" + SnmpDevice.ADDRESS + ":" + SnmpDevice.PORT
                                + "&module=" + task.version().word()))
                .timeout(PATIENCE)
                .build();
        return AtOnce.run(Collections.nCopies(task.atOnce(), (AtOnce.Worker) () -> scraped(scrape)), task.total());
    }

    private boolean scraped(HttpRequest scrape) throws IOException, InterruptedException {
        var answer = client.send(scrape, BodyHandlers.ofString());
        long found = answer.body()
                .lines()
                .filter(each -> each.startsWith("ifOperStatus{"))
                .count();
        return answer.statusCode() == OK && found == SnmpDevice.INTERFACES;
    }

    @Override
    public void close() {
        client.close();
        exporter.destroyForcibly();
    }
}

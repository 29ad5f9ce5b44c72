package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.AgentMain;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent as a program of its own, with probes that it kept from an earlier assignment and no server to be reached. */
final class WholeAgent implements AutoCloseable {
    /** What its SNMP credentials are called. */
    static final String CREDENTIALS = "cpe";

    private static final AgentId NAME = new AgentId("agent-idle");
    private static final URI METRICS = URI.create("http://127.0.0.1:18081/metrics");
    private static final Pattern RESULTS = Pattern.compile("(?m)^jip_agent_results_accepted_total (\\S+)$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double KIBIBYTES_PER_MEGABYTE = 1_000_000 / 1_024.0;
    private static final String SETTINGS = """
            agent: agent-idle
            data_directory: .
            uplink:
              servers: ["127.0.0.1:1"]
              tls: {certificate: agent.pem, key: agent.key, authorities: ca.pem}
            limits:
              allowed_targets: [127.0.0.0/8]
              packets_per_second: 20000
              bits_per_second: 100000000
            self_view: {gateway: false}
            snmp_credentials:
              cpe: {community: "${file:community}"}
            page: {listen: "127.0.0.1:18081"}
            """;

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private WholeAgent(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param options argument file of its Java machine
     * @param directory empty, its own
     */
    static WholeAgent start(Path options, List<ProbeSpec> probes, Instant now, Path directory) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("Benchmark", now);
        authority.write(directory.resolve("ca.pem"), directory.resolve("ca.key"));
        authority.issueAgent(NAME, now).write(directory.resolve("agent.pem"), directory.resolve("agent.key"), false);
        Path community = Files.createFile(
                directory.resolve("community"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(community, "public");
        Path settings = Files.writeString(directory.resolve("agent.yaml"), SETTINGS);
        Files.writeString(directory.resolve("assignment.yaml"), AssignmentWriter.write(new Assignment(NAME, probes)));
        Path log = directory.resolve("agent.log");
        List<String> command = Enclosure.javaCommand(AgentMain.class, List.of("run", "--config", settings.toString()));
        command.add(1, "@" + options);
        return new WholeAgent(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** Its number. */
    long pid() {
        return process.pid();
    }

    /** Lets it run for a time. */
    void letRun(long seconds) throws IOException, InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            List<String> lines = Files.readAllLines(log);
            throw new LabException("agent: expected to run. Found: exit " + process.exitValue() + ", "
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
        }
    }

    /** Results that it has taken into its spool, by its own metrics. */
    double results() throws IOException, InterruptedException {
        String metrics = http.send(HttpRequest.newBuilder(METRICS).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return number(RESULTS, metrics, METRICS.toString());
    }

    /** Memory that it occupies, megabytes (VmRSS of proc(5)). */
    double residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return number(RESIDENT, Files.readString(status), status.toString()) / KIBIBYTES_PER_MEGABYTE;
    }

    private static double number(Pattern pattern, String text, String where) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new LabException(where + ": expected " + pattern.pattern() + ". Found: no such line");
        }
        return Double.parseDouble(found.group(1));
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
    }
}

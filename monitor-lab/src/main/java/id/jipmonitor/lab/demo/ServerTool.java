package id.jipmonitor.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.server.store.ResultLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server's command line, as an operator would use it. */
public final class ServerTool {
    private static final long LONGEST_SECONDS = 60;

    private final Launcher launcher;
    private final DemoFiles files;
    private final Path logs;

    /** @param logs where each command's words go */
    public ServerTool(Launcher launcher, DemoFiles files, Path logs) {
        this.launcher = launcher;
        this.files = files;
        this.logs = logs;
    }

    /** Makes the authority and all certificates. */
    public void init(List<String> hosts, List<String> agents) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("init", "--dir", files.pki().toString()));
        hosts.forEach(host -> arguments.addAll(List.of("--host", host)));
        agents.forEach(agent -> arguments.addAll(List.of("--agent", agent)));
        run("init", arguments);
    }

    /** Everything that the store holds, counted. */
    public Stored stored(Path config, Instant from, Instant to, Map<String, String> types) throws IOException {
        Path results = logs.resolve("results.ndjson");
        run(
                "export",
                List.of(
                        "export",
                        "--config",
                        config.toString(),
                        "--from",
                        from.toString(),
                        "--to",
                        to.toString(),
                        "--output",
                        results.toString()));
        Stored stored = new Stored(types);
        try (InputStream lines = Files.newInputStream(results)) {
            ResultLines.read(lines, stored::add);
        }
        return stored;
    }

    /** What the delivery ledgers say. */
    public Ledgers ledgers(Path config) throws IOException {
        JsonNode status = JsonMapper.builder()
                .build()
                .readTree(run("status", List.of("status", "--config", config.toString(), "--format", "json")));
        long received = 0;
        long missing = 0;
        for (JsonNode ledger : status.path("ledgers")) {
            received += ledger.path("received").asLong();
            missing += ledger.path("missing").asLong();
        }
        return new Ledgers(received, missing);
    }

    /**
     * The ledgers of all agents, added up.
     *
     * @param received results that the server acknowledged
     * @param missing numbers that nothing explains
     */
    public record Ledgers(long received, long missing) {}

    /** The uptime table, as lines for people. */
    public List<String> availability(Path config, Instant from, Instant to) throws IOException {
        return run(
                        "availability",
                        List.of(
                                "availability",
                                "--config",
                                config.toString(),
                                "--from",
                                from.toString(),
                                "--to",
                                to.toString()))
                .lines()
                .toList();
    }

    private String run(String name, List<String> arguments) throws IOException {
        return Program.run(
                "server-" + name,
                launcher.server(arguments.toArray(String[]::new)),
                logs.resolve("server-" + name + ".log"),
                LONGEST_SECONDS);
    }
}

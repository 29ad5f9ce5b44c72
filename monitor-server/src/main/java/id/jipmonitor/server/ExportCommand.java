package id.jipmonitor.server;

import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreTypes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes raw results as lines, while the server runs or not. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes raw results, sorted by time, probe and agent; `import` and `replay` read NDJSON back."
                + " Works while the server runs; what arrives meanwhile is left out.")
final class ExportCommand implements Callable<Integer> {
    private static final long NANOS_BETWEEN_REPORTS = Duration.ofSeconds(5).toNanos();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "server.yaml (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("config/server.yaml");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            converter = TimeWithZone.class,
            description = "first round start, for instance 2026-03-01T00:00:00Z")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            required = true,
            converter = TimeWithZone.class,
            description = "end of the range; not included")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Instant to;

    @Option(names = "--agent", paramLabel = "ID", description = "only this agent's results; may be repeated")
    private Set<String> agents = new HashSet<>();

    @Option(names = "--probe", paramLabel = "ID", description = "only this probe's results; may be repeated")
    private Set<String> probes = new HashSet<>();

    @Option(names = "--output", paramLabel = "FILE", description = "where to; - is the standard output (default)")
    private String output = "-";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = ResultFormatName.class,
            description = "ndjson (default), csv (a row a result), csv-measures (a row a measure)")
    private ResultFormat format = ResultFormat.NDJSON;

    private long lastReport = System.nanoTime();

    @Override
    public Integer call() throws IOException {
        if (!from.isBefore(to)) {
            error().println("--to: expected a time after --from " + from + ". Found: " + to);
            return 2;
        }
        Optional<ServerSettings> settings = ServerFile.read(config, error());
        if (settings.isEmpty()) {
            return 2;
        }
        ServerSettings server = settings.get();
        try (ResultReader store = StoreTypes.openBeside(server.store(), server.dataDirectory())) {
            export(store);
            return 0;
        } catch (StoreException e) {
            error().println(e.getMessage());
            return 1;
        }
    }

    private void export(ResultReader store) throws IOException {
        ResultExport export = new ResultExport(store, this::wanted, format, this::report);
        MessageDigest digest = Digests.sha256();
        ResultExport.Total total;
        if (output.equals("-")) {
            OutputStream out = new BufferedOutputStream(new DigestOutputStream(System.out, digest), 1 << 16);
            total = export.write(from, to, out);
            out.flush();
        } else {
            total = toFile(export, Path.of(output), digest);
        }
        error().printf(
                        Locale.ROOT,
                        "export: results=%d series=%d from=%s to=%s sha256=%s%n",
                        total.results(),
                        total.series(),
                        from,
                        to,
                        HexFormat.of().formatHex(digest.digest()));
        error().flush();
    }

    /** Under another name until it is whole, so that half an export is never taken for one. */
    private ResultExport.Total toFile(ResultExport export, Path file, MessageDigest digest) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ResultExport.Total total;
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest), 1 << 16)) {
            total = export.write(from, to, out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return total;
    }

    private boolean wanted(Series series) {
        return (agents.isEmpty() || agents.contains(series.agent().value()))
                && (probes.isEmpty() || probes.contains(series.probe().value()));
    }

    private void report(Instant until, long results) {
        long now = System.nanoTime();
        if (now - lastReport > NANOS_BETWEEN_REPORTS) {
            lastReport = now;
            error().printf(Locale.ROOT, "export: until %s, %d results%n", until, results);
            error().flush();
        }
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

package id.jipmonitor.server;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.BadLineException;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings exported results into the store of the settings, and reads them back. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Brings results from NDJSON, as `export` writes it, into the store, reads them back and compares. Doing it"
                        + " again changes nothing. With the embedded store the server must be stopped.")
final class ImportCommand implements Callable<Integer> {
    private static final int BATCH = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "server.yaml (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("config/server.yaml");

    @Option(names = "--input", paramLabel = "FILE", required = true, description = "results as NDJSON")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Path input;

    private final InstantSource clock;
    private final List<RecordedResult> batch = new ArrayList<>();
    private final Set<Series> series = new HashSet<>();
    private long results;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    ImportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Optional<ServerSettings> settings = ServerFile.read(config, error());
        if (settings.isEmpty()) {
            return 2;
        }
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(input), digest);
                ResultStore store =
                        StoreTypes.open(settings.get().store(), settings.get().dataDirectory(), clock)) {
            ResultLines.read(in, each -> take(each, store));
            flush(store);
            return report(Digests.hex(digest), store);
        } catch (BadLineException e) {
            error().println(input + ": " + e.getMessage() + ". What stands before it may have been brought in already;"
                    + " mend the line and import the file again");
            return 1;
        }
    }

    private void take(RecordedResult result, ResultStore store) {
        batch.add(result);
        series.add(new Series(result.agent(), result.result().probe()));
        Instant at = result.result().startedAt();
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
        if (batch.size() == BATCH) {
            flush(store);
        }
    }

    private void flush(ResultStore store) {
        store.append(batch);
        results += batch.size();
        batch.clear();
    }

    /** What the store has of these series in this time, read anew; all of it is only the file's if nothing else was there. */
    private int report(String digest, ResultStore store) throws IOException {
        error().printf(Locale.ROOT, "import: results=%d series=%d sha256=%s%n", results, series.size(), digest);
        if (results == 0) {
            return 0;
        }
        MessageDigest found = Digests.sha256();
        ResultExport.Total total;
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), found)) {
            total = new ResultExport(store, series::contains, ResultFormat.NDJSON, (_, _) -> {})
                    .write(first, last.plusNanos(1_000), out);
        }
        String stored = Digests.hex(found);
        error().printf(
                        Locale.ROOT,
                        "stored: results=%d series=%d from=%s to=%s sha256=%s (%s)%n",
                        total.results(),
                        total.series(),
                        first,
                        last,
                        stored,
                        stored.equals(digest) ? "the file's" : "not the file's: in another order, or with others");
        error().flush();
        if (total.results() >= results) {
            return 0;
        }
        error().println("import: expected at least " + results + " of these results in the store. Found: "
                + total.results() + ". The file has some twice, or they are older than the store's retention");
        return 1;
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.server.availability.Period;
import id.jipmonitor.server.evaluate.StoredTimelines;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.report.AvailabilityReport;
import id.jipmonitor.server.report.AvailabilityRow;
import id.jipmonitor.server.report.Finality;
import id.jipmonitor.server.report.RowFormat;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints uptime with its bounds, from the stored results, while the server runs or not. */
@Command(
        name = "availability",
        mixinStandardHelpOptions = true,
        description = "Prints uptime with coverage, bounds and verdict, computed from the stored results."
                + " Percentages are truncated. LEDGER says FINAL when no result is missing that could still come."
                + " Works while the server runs.")
final class AvailabilityCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final BiFunction<StoreSettings, Path, ResultReader> opening;

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
            description = "start of the stretch, for instance 2026-03-01T00:00:00Z")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeWithZone.class,
            description = "its end, not included (default, and at most: now)")
    private @Nullable Instant to;

    @Option(names = "--link", paramLabel = "ID", description = "only this link; may be repeated")
    private List<String> links = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = RowFormatName.class,
            description = "ndjson or csv (default: a table)")
    private @Nullable RowFormat format;

    /** @param opening opens a store of the data directory for reading, beside a server that may be writing */
    AvailabilityCommand(InstantSource clock, BiFunction<StoreSettings, Path, ResultReader> opening) {
        this.clock = clock;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        Instant end = to == null || to.isAfter(now) ? now : to;
        if (!from.isBefore(end)) {
            error().println("--to: expected a time after --from " + from + ". Found: " + end);
            return CommandLine.ExitCode.USAGE;
        }
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            checked.problems().forEach(error()::println);
            return CommandLine.ExitCode.USAGE;
        }
        return print(checked.value().get(), new Period(from, end), now);
    }

    private int print(Configuration configuration, Period period, Instant now) {
        Inventory inventory = configuration.inventory();
        Optional<Set<LinkId>> wanted = wanted(inventory);
        if (wanted.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        ServerSettings server = configuration.server();
        try (ResultReader results = opening.apply(server.store(), server.dataDirectory())) {
            StoredTimelines stored = new StoredTimelines(inventory, results);
            List<Finality.Delivery> deliveries = deliveries(server);
            List<AvailabilityRow> rows = AvailabilityReport.rows(
                            inventory,
                            wanted.get(),
                            (link, start, end) -> stored.timeline(link, start, end, now),
                            period)
                    .stream()
                    .map(row -> row.with(Finality.of(judgesOf(inventory, row.link()), deliveries, period)))
                    .toList();
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    format == null
                            ? AvailabilityReport.table(rows)
                            : format.write(
                                    rows.stream().map(AvailabilityRow::fields).toList()));
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (StoreException e) {
            error().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static Set<AgentId> judgesOf(Inventory inventory, LinkId link) {
        return inventory.judgesOf(link).stream().map(WatchedProbe::agent).collect(Collectors.toSet());
    }

    private static List<Finality.Delivery> deliveries(ServerSettings server) {
        try (StateDatabase state = StateDatabase.open(server.state(), server.dataDirectory())) {
            return new LedgerTable(state.jdbi())
                    .statuses().stream()
                            .map(each -> new Finality.Delivery(
                                    each.agent(), each.boot().toString(), each.missing(), each.changedAt()))
                            .toList();
        }
    }

    private Optional<Set<LinkId>> wanted(Inventory inventory) {
        Set<LinkId> wanted = new TreeSet<>();
        for (LinkId each : inventory.links().keySet()) {
            if (links.isEmpty() || links.contains(each.value())) {
                wanted.add(each);
            }
        }
        for (String each : links) {
            if (wanted.stream().noneMatch(link -> link.value().equals(each))) {
                error().println("--link: expected a link of network.yaml. Found: " + each);
                return Optional.empty();
            }
        }
        return Optional.of(wanted);
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

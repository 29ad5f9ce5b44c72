package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.evaluate.Replay;
import id.jipmonitor.server.evaluate.Replay.Judged;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.InventoryReader;
import id.jipmonitor.server.report.AvailabilityReport;
import id.jipmonitor.server.report.RowFormat;
import id.jipmonitor.server.report.Rows;
import id.jipmonitor.server.store.BadLineException;
import id.jipmonitor.server.store.ResultLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a file of results with the functions that judge live; touches no store. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Judges exported or hand-made results: link timelines, incidents and availability. Touches no store.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            required = true,
            description = "results as NDJSON, as `export` writes them")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Path results;

    @Option(names = "--network", paramLabel = "FILE", description = "network.yaml (default: ${DEFAULT-VALUE})")
    private Path network = Path.of("config/network.yaml");

    @Option(names = "--rules", paramLabel = "FILE", description = "rules.yaml (default: every rule as usual)")
    private @Nullable Path rules;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = RowFormatName.class,
            description = "ndjson or csv (default: ndjson)")
    private RowFormat format = RowFormat.NDJSON;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeWithZone.class,
            description = "start of the stretch, like 2026-03-01T00:00:00Z (default: the first result)")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeWithZone.class,
            description = "its end (default: one interval after the last result)")
    private @Nullable Instant to;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(results)) {
            error().println("--results: expected a file. Found: a directory, " + results);
            return CommandLine.ExitCode.USAGE;
        }
        Reading reading = new Reading(System::getenv);
        Checked<Inventory> inventory = reading.checked(InventoryReader.read(reading, network));
        Checked<Map<Condition, Rule>> checkedRules = rules();
        if (inventory.value().isEmpty() || checkedRules.value().isEmpty()) {
            inventory.problems().forEach(error()::println);
            checkedRules.problems().forEach(error()::println);
            return CommandLine.ExitCode.USAGE;
        }
        return replay(inventory.value().get(), checkedRules.value().get());
    }

    private Checked<Map<Condition, Rule>> rules() {
        Reading reading = new Reading(System::getenv);
        if (rules == null) {
            Map<Condition, Rule> usual = new EnumMap<>(Condition.class);
            Arrays.stream(Condition.values()).forEach(each -> usual.put(each, UsualRules.of(each)));
            return reading.checked(Optional.of(usual));
        }
        return reading.checked(RulesReader.rules(reading, rules));
    }

    private int replay(Inventory inventory, Map<Condition, Rule> known) throws IOException {
        Replay replay = new Replay(inventory, known);
        AtomicLong unknown = new AtomicLong();
        try (InputStream in = Files.newInputStream(results)) {
            ResultLines.read(in, each -> {
                if (!replay.add(each)) {
                    unknown.incrementAndGet();
                }
            });
        } catch (BadLineException e) {
            error().println(where(e));
            return CommandLine.ExitCode.USAGE;
        } catch (NoSuchFileException e) {
            error().println("--results: expected a file. Found: no " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (unknown.get() > 0) {
            error().println("replay: " + unknown + " results of probes that " + network
                    + " does not know are passed over");
        }
        return print(inventory, replay);
    }

    private String where(BadLineException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return results + ":" + e.line() + ": " + cause.getMessage();
    }

    private int print(Inventory inventory, Replay replay) {
        Optional<Judged> all = replay.judge();
        if (all.isEmpty()) {
            error().println("--results: expected results of probes that " + network + " knows. Found: none");
            return CommandLine.ExitCode.USAGE;
        }
        Instant start = from == null ? all.get().from() : from;
        Instant end = to == null ? all.get().to() : to;
        if (!start.isBefore(end)) {
            error().println("--to: expected a time after " + start + ". Found: " + end);
            return CommandLine.ExitCode.USAGE;
        }
        Instant asOf = end.isAfter(all.get().to()) ? end : all.get().to();
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.write(rows(inventory, replay.judge(start, end, asOf))));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static List<Map<String, Object>> rows(Inventory inventory, Judged judged) {
        List<Map<String, Object>> rows = new ArrayList<>();
        judged.timelines().forEach((link, timeline) -> rows.addAll(Rows.states(link, timeline)));
        judged.incidents().forEach(each -> rows.add(Rows.incident(each)));
        judged.timelines()
                .forEach((link, timeline) -> rows.add(
                        AvailabilityReport.row(inventory, link, timeline).fields()));
        return rows;
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.server.ingest.DeliveryLedger;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.ingest.NumberRanges;
import id.jipmonitor.server.report.RowFormat;
import id.jipmonitor.server.state.StateDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code server ledger}: which numbers of each boot of an agent came, which never will and why, and which are open. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description =
                "Prints the delivery ledger of each agent and boot: numbers that are stored, that never will be and"
                        + " why, and that are missing without a reason. Works while the server runs.")
final class LedgerCommand implements Callable<Integer> {
    /** A terminal is no place for ten thousand ranges; the other formats print them all. */
    private static final int MOST_RANGES = 12;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "AGENT", description = "only this agent (default: all)")
    private @Nullable String agent;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config", "server.yaml");

    @Option(names = "--open", description = "only boots in which something is missing without a reason")
    private boolean open;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = RowFormatName.class,
            description = "ndjson or csv (default: text)")
    private @Nullable RowFormat format;

    @Override
    public Integer call() {
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            error().print(SettingsReport.problems(checked));
            error().flush();
            return SettingsReport.EXIT_PROBLEMS;
        }
        ServerSettings settings = checked.value().get().server();
        if (settings.neverRan()) {
            error().println(settings.whyNothingIsThere());
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (StateDatabase state = StateDatabase.open(settings.state(), settings.dataDirectory())) {
            List<LedgerStatus> all = new LedgerTable(state.jdbi()).statuses();
            return isKnown(all, checked.value().get()) ? print(all) : CommandLine.ExitCode.USAGE;
        }
    }

    private boolean isKnown(List<LedgerStatus> all, Configuration configuration) {
        boolean known = agent == null
                || all.stream().anyMatch(this::isWanted)
                || configuration.inventory().agents().keySet().stream()
                        .map(AgentId::value)
                        .anyMatch(agent::equals);
        if (!known) {
            error().println("AGENT: expected an agent of network.yaml, or one that has delivered. Found: " + agent);
        }
        return known;
    }

    private boolean isWanted(LedgerStatus status) {
        return agent == null || status.agent().value().equals(agent);
    }

    private int print(List<LedgerStatus> all) {
        List<LedgerStatus> wanted = all.stream()
                .filter(this::isWanted)
                .filter(each -> !open || !each.closed())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (format != null) {
            out.print(format.write(wanted.stream().map(LedgerCommand::fields).toList()));
        } else if (wanted.isEmpty()) {
            out.println(open ? "Nothing is missing without a reason." : "Nothing was delivered yet.");
        } else {
            out.print(wanted.stream().map(LedgerCommand::text).collect(Collectors.joining("\n")));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static String text(LedgerStatus status) {
        DeliveryLedger ledger = status.ledger();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, boot %s: %s, given out up to %d, last changed %s%n",
                status.agent(),
                status.boot(),
                status.closed() ? "closed" : "open",
                ledger.announced(),
                status.changedAt()));
        line(text, "stored", ledger.received());
        ledger.explained().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> line(text, each.getKey().name().toLowerCase(Locale.ROOT), each.getValue()));
        line(text, "missing", ledger.holes());
        text.append(String.format(Locale.ROOT, "  %-10s %12d%n", "came again", ledger.duplicates()));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, NumberRanges numbers) {
        List<NumberRanges.Range> ranges = numbers.ranges();
        String first = ranges.stream()
                .limit(MOST_RANGES)
                .map(NumberRanges.Range::toString)
                .collect(Collectors.joining(", "));
        int more = ranges.size() - MOST_RANGES;
        text.append(String.format(
                        Locale.ROOT,
                        "  %-10s %12d  %s%s",
                        what,
                        numbers.count(),
                        first,
                        more > 0 ? " and " + more + " more" : "")
                .stripTrailing());
        text.append(System.lineSeparator());
    }

    private static Map<String, Object> fields(LedgerStatus status) {
        DeliveryLedger ledger = status.ledger();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("row", "ledger");
        fields.put("agent", status.agent().value());
        fields.put("boot", status.boot().toString());
        fields.put("closed", status.closed());
        fields.put("announced", ledger.announced());
        fields.put("stored", ledger.received().toString());
        ledger.explained().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> fields.put(
                        each.getKey().name().toLowerCase(Locale.ROOT),
                        each.getValue().toString()));
        fields.put("missing", ledger.holes().toString());
        fields.put("came_again", ledger.duplicates());
        fields.put("changed_at", status.changedAt().toString());
        return fields;
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

package id.jipmonitor.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.notify.Notifier;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreTypes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code server status}: the delivery ledger of each agent, open incidents, messages, the store's space; read beside a running server. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Prints each agent's delivery ledger, the open incidents, the messages under way and the store's space.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-28s %-16s %12s %12s %10s  %s%n";

    /** How the answer is printed. */
    enum Format {
        TABLE,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config", "server.yaml");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            spec.commandLine().getErr().print(SettingsReport.problems(checked));
            spec.commandLine().getErr().flush();
            return SettingsReport.EXIT_PROBLEMS;
        }
        ServerSettings settings = checked.value().get().server();
        if (settings.neverRan()) {
            spec.commandLine().getErr().println(settings.whyNothingIsThere());
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (StateDatabase state = StateDatabase.open(settings.state(), settings.dataDirectory())) {
            List<LedgerStatus> ledgers = new LedgerTable(state.jdbi()).statuses();
            int open = IncidentLog.on(state).open().size();
            Map<String, Long> messages = Notifier.counts(state);
            List<Space> space = space(settings);
            PrintWriter out = spec.commandLine().getOut();
            switch (format) {
                case TABLE -> table(out, ledgers, open, messages, space);
                case JSON -> out.println(json(ledgers, open, messages, space));
            }
            out.flush();
        }
        return 0;
    }

    /** Empty when the store cannot be asked: what else there is to tell is told all the same. */
    private List<Space> space(ServerSettings settings) {
        try (ResultReader store = StoreTypes.openBeside(settings.store(), settings.dataDirectory())) {
            return store.space();
        } catch (StoreException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return List.of();
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    private static void table(
            PrintWriter out, List<LedgerStatus> ledgers, int open, Map<String, Long> messages, List<Space> space) {
        out.printf(ROW, "AGENT", "BOOT", "RECEIVED", "EXPLAINED", "MISSING", "LEDGER");
        for (LedgerStatus each : ledgers) {
            out.printf(
                    ROW,
                    each.agent(),
                    each.boot(),
                    each.received(),
                    each.explained(),
                    each.missing(),
                    each.closed() ? "closed" : "has holes");
        }
        out.println();
        out.println("open incidents: " + open);
        out.println("messages: " + (messages.isEmpty() ? "none" : messages));
        if (!space.isEmpty()) {
            out.println("store: "
                    + space.stream()
                            .map(each -> each.level() + " " + mebibytes(each.bytes()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String json(List<LedgerStatus> ledgers, int open, Map<String, Long> messages, List<Space> space) {
        ObjectNode root = new JsonMapper().createObjectNode();
        ArrayNode agents = root.putArray("ledgers");
        for (LedgerStatus each : ledgers) {
            agents.addObject()
                    .put("agent", each.agent().value())
                    .put("boot", each.boot().toString())
                    .put("received", each.received())
                    .put("explained", each.explained())
                    .put("missing", each.missing())
                    .put("closed", each.closed())
                    .put("changed_at", each.changedAt().toString());
        }
        root.put("open_incidents", open);
        ObjectNode outbox = root.putObject("messages");
        messages.forEach(outbox::put);
        ObjectNode bytes = root.putObject("store_bytes");
        space.forEach(each -> bytes.put(each.level(), each.bytes()));
        return root.toPrettyString();
    }
}

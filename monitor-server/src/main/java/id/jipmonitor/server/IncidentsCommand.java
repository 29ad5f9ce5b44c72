package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.report.IncidentReport;
import id.jipmonitor.server.report.RowFormat;
import id.jipmonitor.server.report.Rows;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the record of incidents, while the server runs or not. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description = "Prints incidents: those that last, or with --all, --from or --to those of a stretch of time.")
final class IncidentsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "server.yaml (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("config/server.yaml");

    @Option(names = "--all", description = "those that ended, too")
    private boolean all;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeWithZone.class,
            description = "only those that last beyond this time, like 2026-03-01T00:00:00Z")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeWithZone.class,
            description = "only those that start before this time")
    private @Nullable Instant to;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = RowFormatName.class,
            description = "ndjson or csv (default: a table)")
    private @Nullable RowFormat format;

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "one incident alone, with its evidence and its record")
    private @Nullable String id;

    @Option(
            names = "--language",
            paramLabel = "id|en",
            description = "of the evidence: id or en (default: ${DEFAULT-VALUE})")
    private String language = "id";

    @Override
    public Integer call() {
        if (!List.of("id", "en").contains(language)) {
            error().println("--language: expected id or en. Found: " + language);
            return CommandLine.ExitCode.USAGE;
        }
        if (from != null && to != null && !from.isBefore(to)) {
            error().println("--to: expected a time after --from " + from + ". Found: " + to);
            return CommandLine.ExitCode.USAGE;
        }
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            checked.problems().forEach(error()::println);
            return CommandLine.ExitCode.USAGE;
        }
        ServerSettings server = checked.value().get().server();
        if (server.neverRan()) {
            error().println(server.whyNothingIsThere());
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (StateDatabase state = StateDatabase.open(server.state(), server.dataDirectory())) {
            IncidentLog log = IncidentLog.on(state);
            if (id != null) {
                return detail(log, new IncidentId(id));
            }
            print(incidents(log));
            return CommandLine.ExitCode.OK;
        } catch (StateException e) {
            error().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int detail(IncidentLog log, IncidentId wanted) {
        Optional<Incident> incident = log.find(wanted);
        if (incident.isEmpty()) {
            error().println("--incident: expected the id of an incident on record. Found: " + wanted);
            return CommandLine.ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(IncidentReport.detail(incident.get(), log.entries(wanted), Locale.of(language)));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private List<Incident> incidents(IncidentLog log) {
        if (!all && from == null && to == null) {
            return log.open();
        }
        return log.between(
                from == null ? Instant.EPOCH : from, to == null ? Instant.parse("9999-12-31T00:00:00Z") : to);
    }

    private void print(List<Incident> incidents) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                format == null
                        ? IncidentReport.table(incidents)
                        : format.write(incidents.stream().map(Rows::incident).toList()));
        out.flush();
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

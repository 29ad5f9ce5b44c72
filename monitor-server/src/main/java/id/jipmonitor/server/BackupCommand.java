package id.jipmonitor.server;

import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies what the server knows, while it runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies state and embedded results into a directory, while the server runs, and checks the copy."
                + " Settings, keys and certificates are not in it.")
final class BackupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "server.yaml (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("config/server.yaml");

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "where to; empty, or made")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Path to;

    @Override
    public Integer call() throws IOException {
        Optional<ServerSettings> settings = ServerFile.read(config, error());
        if (settings.isEmpty()) {
            return 2;
        }
        Backup backup = new Backup(to);
        Backup.Contents contents = backup.make(settings.get());
        backup.check();
        error().println("backup: " + contents);
        if (settings.get().state() instanceof StateSettings.PostgreSql) {
            error().println("state is in PostgreSQL and not in this backup: use pg_dump");
        }
        if (settings.get().store() instanceof StoreSettings.Influx) {
            error().println("results are in InfluxDB and not in this backup: use `influxd backup`, or export");
        }
        error().flush();
        return 0;
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

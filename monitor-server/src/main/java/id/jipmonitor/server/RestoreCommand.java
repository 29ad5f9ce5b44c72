package id.jipmonitor.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a backup to where the server looks. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Checks a backup, copies it into the data directory, which must be empty, and reads it back."
                + " Then start the server.")
final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "server.yaml (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("config/server.yaml");

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "a directory that `backup` made")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private Path from;

    @Override
    public Integer call() throws IOException {
        Optional<ServerSettings> settings = ServerFile.read(config, error());
        if (settings.isEmpty()) {
            return 2;
        }
        Backup backup = new Backup(from);
        backup.check();
        error().println("restore: " + backup.restore(settings.get()));
        error().flush();
        return 0;
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }
}

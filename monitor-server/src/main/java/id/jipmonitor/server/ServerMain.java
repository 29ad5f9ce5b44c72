package id.jipmonitor.server;

import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.server.state.StateException;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The server's command line. */
@Command(
        name = "jip server",
        description = "Receives results, stores them, judges links, alerts, and accounts for uptime.",
        mixinStandardHelpOptions = true,
        version = "JIP Monitor server 0.1.0")
public final class ServerMain {
    private ServerMain() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        InstantSource clock = InstantSource.system();
        return new CommandLine(new ServerMain())
                .addSubcommand(new InitCommand(clock))
                .addSubcommand(new RunCommand())
                .addSubcommand(new EnrolCommand(clock))
                .addSubcommand(new RevokeCommand(clock))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LedgerCommand())
                .addSubcommand(new IncidentsCommand())
                .addSubcommand(new AvailabilityCommand(clock, StoreTypes::openBeside))
                .addSubcommand(new ExportCommand())
                .addSubcommand(new ImportCommand(clock))
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new ReplayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ServerMain::explain);
    }

    /** What an operator can mend is one line; what only a developer can comes with its stack. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        switch (failure) {
            case StoreException known -> command.getErr().println(known.getMessage());
            case StateException known -> command.getErr().println(known.getMessage());
            case TlsFileException known -> command.getErr().println(known.getMessage());
            case FileSystemException known -> command.getErr().println(where(known));
            case IOException known -> command.getErr().println(known.getMessage());
            default -> LoggerFactory.getLogger(ServerMain.class).error("{} failed", command.getCommandName(), failure);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The message of these exceptions is often the path alone. */
    private static String where(FileSystemException failure) {
        String found = switch (failure) {
            case NoSuchFileException _ -> "nothing there";
            case AccessDeniedException _ -> "no permission";
            default -> failure.getClass().getSimpleName() + ", " + failure.getReason();
        };
        return failure.getFile() + ": expected a file that this user can use. Found: " + found;
    }
}

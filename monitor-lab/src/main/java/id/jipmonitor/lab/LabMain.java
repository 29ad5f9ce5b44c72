package id.jipmonitor.lab;

import id.jipmonitor.lab.control.ControlClient;
import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The laboratory's command line. Exit codes: 0 done, 1 failed or not shown, 2 wrong usage. */
@Command(
        name = "jip lab",
        mixinStandardHelpOptions = true,
        description = "A laboratory network on this machine: far ends that can be cut, delayed and healed.",
        subcommands = {UpCommand.class, CommandLine.HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class LabMain {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--lab",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Directory of the running laboratory, when more than one runs.")
    private Optional<Path> directory = Optional.empty();

    public static void main(String[] arguments) {
        // The agent's and the server's own files lie on the same class path.
        System.setProperty("logback.configurationFile", "logback-lab.xml");
        CommandLine line = new CommandLine(new LabMain())
                .addSubcommand(new DemoCommand(InstantSource.system()))
                .addSubcommand(BenchCommand.withBenchmarks(InstantSource.system()))
                .setExecutionExceptionHandler(LabMain::explain);
        // What follows the program's name is the program's.
        Objects.requireNonNull(line.getSubcommands().get("exec")).setStopAtPositional(true);
        System.exit(line.execute(arguments));
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult result)
            throws Exception {
        if (failure instanceof LabException || failure instanceof IOException) {
            command.getErr().println("jip lab: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }

    @Command(description = "Says what runs and what is cut.", mixinStandardHelpOptions = true)
    int status() throws IOException {
        return remote("status", List.of());
    }

    @Command(
            description = "Cuts a link, or every link over a segment: ICMP, TCP and SNMP fall silent together.",
            mixinStandardHelpOptions = true)
    int cut(@Parameters(paramLabel = "LINK|SEGMENT") String name) throws IOException {
        return remote("cut", List.of(name));
    }

    @Command(description = "Heals a cut.", mixinStandardHelpOptions = true)
    int heal(@Parameters(paramLabel = "LINK|SEGMENT") String name) throws IOException {
        return remote("heal", List.of(name));
    }

    @Command(
            description = {
                "Changes what happens to packets on the way to far ends.",
                "Without settings the wire becomes perfect again."
            },
            mixinStandardHelpOptions = true)
    int impair(
            @Parameters(paramLabel = "LINK|SEGMENT|PREFIX") String where,
            @Parameters(
                            arity = "0..5",
                            paramLabel = "KEY=VALUE",
                            description = "delay=50ms loss=0.2 duplication=0.1 reordering=0.1 hold_back=20ms")
                    List<String> settings)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(where));
        words.addAll(settings == null ? List.of() : settings);
        return remote("impair", words);
    }

    @Command(
            description = "Runs a program at the laboratory's hub, for instance fping or tcpdump.",
            mixinStandardHelpOptions = true)
    int exec(@Parameters(arity = "1..*", paramLabel = "PROGRAM ARGUMENT") List<String> words) throws IOException {
        return remote("exec", words);
    }

    private int remote(String command, List<String> parameters) throws IOException {
        LabDirectory running =
                directory.isPresent() ? new LabDirectory(directory.orElseThrow()) : LabDirectory.running(TEMPORARY);
        if (!Files.exists(running.controlSocket())) {
            throw new IOException("--lab: expected the directory of a running laboratory. Found: " + running);
        }
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(parameters);
        var out = spec.commandLine().getOut();
        return ControlClient.run(running.controlSocket(), words, line -> {
            out.println(line);
            out.flush();
        });
    }
}

package id.jipmonitor.lab;

import id.jipmonitor.lab.control.ControlServer;
import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabNetwork;
import id.jipmonitor.lab.network.LoopbackNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Builds the laboratory of a network file and keeps it until it is interrupted. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the laboratory network of a network file and runs until Ctrl-C.",
            "In namespaces of its own where the system allows it, on loopback addresses elsewhere."
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--network", required = true, paramLabel = "FILE", description = "The network file (network.yaml).")
    private Path network = Path.of("network.yaml");

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all chance on the wire (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--loopback", description = "Use loopback addresses even where namespaces are allowed.")
    private boolean loopback;

    @Option(names = "--directory", hidden = true, description = "The run's directory; set for the inner program.")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(network)) {
            throw new ParameterException(spec.commandLine(), "--network: expected a file. Found: no file " + network);
        }
        if (Enclosure.inside()) {
            Lifeline.hold();
            Enclosure.settle();
            LabPlan plan = NetworkFile.plan(network);
            return run(plan, plan.buildNamespaces(seed, System::nanoTime), inherited());
        }
        LabPlan plan = NetworkFile.plan(network);
        LabDirectory own = LabDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<Enclosure> enclosure = loopback ? Optional.empty() : Enclosure.find();
        if (enclosure.isEmpty()) {
            Lifeline.atExit(own::delete);
            return run(plan, new LoopbackNetwork(), own);
        }
        List<String> again =
                List.of("up", "--network", network.toString(), "--seed", "" + seed, "--directory", own.toString());
        return Lifeline.runInside(enclosure.orElseThrow(), again, own);
    }

    private LabDirectory inherited() {
        return new LabDirectory(directory.orElseThrow());
    }

    private int run(LabPlan plan, LabNetwork built, LabDirectory own) throws IOException {
        try (LabNetwork open = built;
                Lab lab = Lab.start(plan, open, System::nanoTime)) {
            ControlServer control = ControlServer.open(own.controlSocket(), new LabCommands(lab));
            PrintWriter out = spec.commandLine().getOut();
            lab.status().forEach(out::println);
            out.println("ready: " + own + "  (jip lab cut NAME, jip lab heal NAME, jip lab status; Ctrl-C ends it)");
            out.flush();
            Lifeline.awaitSignal();
            control.close();
            return 0;
        }
    }
}

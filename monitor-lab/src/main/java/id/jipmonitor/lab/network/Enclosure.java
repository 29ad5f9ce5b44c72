package id.jipmonitor.lab.network;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in namespaces of its own: network, mounts and processes, and for an ordinary user a user namespace in
 * which it is root. Nothing of the host's network is seen or changed, and when the program's first process ends, by
 * whatever cause, the kernel ends all the others and removes every interface: a dead run leaves nothing to sweep.
 *
 * <pre>
 *   outer JVM  --stdin is the lifeline--&gt;  unshare  --&gt;  inner JVM (process 1)  --&gt;  server, agents, tools
 * </pre>
 *
 * @param unshare the command line that makes the namespaces
 */
public record Enclosure(List<String> unshare) {
    /** Set for the inner program. */
    private static final String INSIDE = "JIP_LAB_INSIDE";

    private static final List<String> NAMESPACES =
            List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
    private static final List<String> USER = List.of("--user", "--map-root-user");
    private static final String TRIAL = "mount -t tmpfs lab /run && ip link add lab0 type veth peer name lab1";
    private static final long TRIAL_SECONDS = 20;

    public Enclosure {
        unshare = List.copyOf(unshare);
    }

    /** Whether this program already runs inside. */
    public static boolean inside() {
        return System.getenv(INSIDE) != null;
    }

    /** What the system lets this user have, found out by making some: without a user namespace first, then with one. */
    public static Optional<Enclosure> find() {
        List<String> withUser = new ArrayList<>(NAMESPACES);
        withUser.addAll(USER);
        return Optional.of(new Enclosure(NAMESPACES))
                .filter(Enclosure::works)
                .or(() -> Optional.of(new Enclosure(withUser)).filter(Enclosure::works));
    }

    private boolean works() {
        try {
            Process trial = new ProcessBuilder(wrap(List.of("sh", "-c", TRIAL)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
            trial.destroyForcibly();
            return ended && trial.exitValue() == 0;
        } catch (IOException noUnshare) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts a main class of this program inside. Its output goes to where this program's goes; its standard input is a
     * pipe that ends when this program ends, and the inner program shall end with it.
     */
    public Process start(Class<?> main, List<String> arguments, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(wrap(javaCommand(main, arguments)))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(INSIDE, "1");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What the inner program does first: a place for namespace names that nobody else sees, and a loopback. */
    public static void settle() {
        Command.run("mount", "-t", "tmpfs", "lab", "/run");
        Command.run("ip", "link", "set", "lo", "up");
    }

    /** The command line that runs a main class of this program again. */
    public static List<String> javaCommand(Class<?> main, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("-D"))
                .forEach(words::add);
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        words.add("-XX:-UsePerfData"); // Process 1 of every enclosure would want the same file of this user.
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(arguments);
        return words;
    }

    private List<String> wrap(List<String> command) {
        List<String> words = new ArrayList<>(unshare);
        words.add("--");
        words.addAll(command);
        return words;
    }
}

package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Hosts behind a long way: every address of {@value #NETWORK}.0.0/16 answers echoes after a delay, however many come at
 * once. Only within an enclosure, and only where /dev/net/tun may be opened.
 */
final class DelayedFarEnd implements AutoCloseable {
    /** The first two numbers of its addresses. */
    static final String NETWORK = "10.92";

    private static final List<String> COMMANDS = List.of(
            "ip link set jipfar txqueuelen 100000 up",
            "ip address add 10.91.0.5/32 dev jipfar",
            "ip route add " + NETWORK + ".0.0/16 dev jipfar");

    private final Process program;

    private DelayedFarEnd(Process program) {
        this.program = program;
    }

    /** @throws LabException when there is no compiler, or this system gives no TUN interface */
    static DelayedFarEnd start(Duration delay, Path directory) throws IOException, InterruptedException {
        List<String> command = List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "--",
                CProgram.compile("far_end", directory).toString(),
                "jipfar",
                Long.toString(delay.toMillis()));
        DelayedFarEnd started = new DelayedFarEnd(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        try {
            started.awaitReady();
            for (String each : COMMANDS) {
                Tool.run(List.of(each.split(" ", -1)), directory.resolve("ip.out"), 0, FarEnd.REMEDY);
            }
            return started;
        } catch (IOException | LabException | InterruptedException failure) {
            started.close();
            throw failure;
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = program.inputReader();
        String first = String.valueOf(output.readLine());
        if (!first.equals("ready")) {
            throw new LabException("far end: expected a TUN interface. Found: " + first
                    + "; run it as root, with the tun module loaded");
        }
    }

    @Override
    public void close() {
        program.destroyForcibly();
    }
}

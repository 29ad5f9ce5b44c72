package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.model.Cause;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The last rung: the system's ping, which has the right that the agent lacks. One process a round, so few at a time. */
final class PingCommand implements EchoSource {
    private static final int PROCESSES = 32;
    private static final int OUTPUT_BYTES = 64 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Path program;
    private final Semaphore places = new Semaphore(PROCESSES);

    PingCommand(Path program) {
        this.program = program;
    }

    /** @throws EchoFailure when there is none, or when it may not send either */
    static PingCommand found() throws EchoFailure {
        PingCommand ping = List.of("/usr/bin/ping", "/bin/ping").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(PingCommand::new)
                .orElseThrow(
                        () -> new EchoFailure(Cause.NOT_PERMITTED, "ping: not found (apt-get install iputils-ping)"));
        try {
            ping.exchange(new EchoOrder(
                    new EchoSession(false),
                    false,
                    InetAddress.ofLiteral("127.0.0.1"),
                    new EchoBurst(List.of(64), GRACE, 16, 0, false),
                    GRACE,
                    RoundTrace.NONE));
            return ping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EchoFailure(Cause.NOT_PERMITTED, "ping: interrupted");
        }
    }

    @Override
    public EchoReport exchange(EchoOrder order) throws InterruptedException, EchoFailure {
        if (!places.tryAcquire(order.waitingTime().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new EchoFailure(Cause.CAP_REACHED, PROCESSES + " ping processes run already");
        }
        try {
            return run(order);
        } catch (IOException e) {
            throw new EchoFailure(Cause.SOCKET_ERROR, "ping: " + e.getMessage());
        } finally {
            places.release();
        }
    }

    private EchoReport run(EchoOrder order) throws IOException, InterruptedException, EchoFailure {
        ProcessBuilder builder = new ProcessBuilder(arguments(order)).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            Duration sending = order.burst().gap().multipliedBy(order.burst().count());
            Duration limit = sending.plus(order.waitingTime()).plus(GRACE);
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EchoFailure(Cause.SOCKET_ERROR, "ping: expected an end within " + limit + ". Found: none");
            }
            byte[] output = process.getInputStream().readNBytes(OUTPUT_BYTES);
            return read(
                    order, new String(output, StandardCharsets.UTF_8).lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    private static EchoReport read(EchoOrder order, List<String> lines) throws EchoFailure {
        lines.forEach(line -> order.trace().say(line, line));
        EchoReport report = PingOutput.read(lines, order.burst().count());
        if (report.sent() == 0) {
            throw new EchoFailure(Cause.SOCKET_ERROR, lines.isEmpty() ? "ping: printed nothing" : lines.getFirst());
        }
        return report;
    }

    private List<String> arguments(EchoOrder order) {
        EchoBurst burst = order.burst();
        List<String> arguments = new ArrayList<>(List.of(
                program.toString(),
                "-n",
                order.target() instanceof Inet6Address ? "-6" : "-4",
                "-c",
                Integer.toString(burst.count()),
                "-i",
                seconds(burst.gap()),
                "-W",
                seconds(order.waitingTime()),
                "-s",
                Integer.toString(burst.payloadBytes()),
                "-t",
                Integer.toString(burst.timesToLive().getFirst()),
                "-Q",
                Integer.toString(burst.dscp() << 2)));
        if (burst.dontFragment()) {
            arguments.addAll(List.of("-M", "do"));
        }
        arguments.add(order.target().getHostAddress());
        return arguments;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    @Override
    public void forget(EchoSession session) {
        // Each process draws its own identity.
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public boolean tellsHops() {
        return false;
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public void close() {
        // Processes end with their rounds.
    }
}

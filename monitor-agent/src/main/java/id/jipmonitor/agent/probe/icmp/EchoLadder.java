package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.protocol.model.Cause;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Ways to exchange echoes, the one that needs least rights first. One that can be opened must also have an answer from
 * loopback, for a firewall or a security module may let a socket open and nothing pass. Which one was taken, and what to do when none can
 * be, is told with the exact command.
 */
final class EchoLadder {
    static final String SYSCTL = "sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"";

    private final List<Rung> rungs;
    private final String java;

    /** One way, if this host permits it. */
    interface Rung {
        /** @throws EchoFailure when it does not */
        Step step() throws EchoFailure;
    }

    /** A way that works, or the proof that none does. */
    record Step(SelfTest selfTest, EchoSource source) {}

    EchoLadder(List<Rung> rungs, String java) {
        this.rungs = rungs;
        this.java = java;
    }

    static EchoLadder ofThisHost(LongSupplier nanoClock) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new EchoLadder(
                List.of(
                        () -> LoopbackTrial.passed(datagram(nanoClock)),
                        () -> LoopbackTrial.passed(raw(nanoClock)),
                        () -> LoopbackTrial.passed(systemPing())),
                java);
    }

    Step climb() {
        StringBuilder found = new StringBuilder();
        for (Rung each : rungs) {
            try {
                return each.step();
            } catch (EchoFailure failure) {
                found.append(found.isEmpty() ? "" : "; ").append(failure.getMessage());
            }
        }
        return blind(found.toString());
    }

    /** One draw by the system's generator begins it; a draw for each round would cost as much as a reply. */
    private static RandomGenerator drawn() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }

    static Step datagram(LongSupplier nanoClock) throws EchoFailure {
        LinuxEchoSocket socket = opened(false, nanoClock, "datagram socket");
        RandomGenerator random = drawn();
        EchoIdentities identities =
                new EchoIdentities.Laned(random, socket.identifiers(false), socket.identifiers(true));
        return new Step(
                new SelfTest(
                        true,
                        "datagram socket",
                        "ICMP memakai soket datagram; tidak perlu hak istimewa.",
                        "ICMP uses datagram sockets; no privilege is needed."),
                new EchoEngine(socket, identities, nanoClock, random).started());
    }

    static Step raw(LongSupplier nanoClock) throws EchoFailure {
        LinuxEchoSocket socket = opened(true, nanoClock, "raw socket");
        RandomGenerator random = drawn();
        return new Step(
                new SelfTest(
                        true,
                        "raw socket",
                        "ICMP memakai soket mentah (CAP_NET_RAW). Agar cukup tanpa hak itu: " + SYSCTL,
                        "ICMP uses raw sockets (CAP_NET_RAW). To do without that right: " + SYSCTL),
                new EchoEngine(socket, new EchoIdentities.Drawn(random), nanoClock, random).started());
    }

    private static Step systemPing() throws EchoFailure {
        PingCommand ping = PingCommand.found();
        return new Step(
                new SelfTest(
                        true,
                        "system ping",
                        "ICMP memakai perintah ping, satu proses tiap putaran; hanya untuk sedikit target. Lebih baik: "
                                + SYSCTL,
                        "ICMP uses the ping command, one process a round; fit for few targets only. Better: " + SYSCTL),
                ping);
    }

    private static LinuxEchoSocket opened(boolean raw, LongSupplier nanoClock, String kind) throws EchoFailure {
        try {
            return new LinuxEchoSocket(raw, nanoClock);
        } catch (EchoFailure failure) {
            throw new EchoFailure(failure.because(), kind + ": " + failure.getMessage());
        }
    }

    private Step blind(String found) {
        String remedies = SYSCTL + " | systemd: AmbientCapabilities=CAP_NET_RAW | setcap cap_net_raw+ep " + java;
        return new Step(
                new SelfTest(
                        false,
                        "none",
                        "ICMP tidak diizinkan di sini. Pilih satu: " + remedies + ". Ditemukan: " + found,
                        "ICMP is not permitted here. Do one of: " + remedies + ". Found: " + found),
                new ForbiddenEchoes(remedies));
    }

    /** Answers every round with the remedy. */
    private record ForbiddenEchoes(String remedies) implements EchoSource {
        @Override
        public EchoReport exchange(EchoOrder order) throws EchoFailure {
            throw new EchoFailure(Cause.NOT_PERMITTED, "echo requests are not permitted here. Do one of: " + remedies);
        }

        @Override
        public boolean tellsHops() {
            return true; // It refuses whatever is asked, with the remedies.
        }

        @Override
        public void forget(EchoSession session) {
            // It keeps none.
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public boolean broken() {
            return true; // Rights may be granted while the agent runs, so each round looks again.
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}

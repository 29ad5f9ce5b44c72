package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real SNMP agents on loopback, started and stopped by the test through their process handles. */
public final class SnmpPrograms {
    /** Recorded from real devices, and written by hand for what none of them offers. */
    private static final List<Path> WALKS =
            List.of(Path.of("../monitor-lab/src/main/resources/snmp"), Path.of("src/test/resources/snmp"));

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;

    public SnmpPrograms(Path folder) {
        this.folder = folder;
    }

    /** snmpd with community {@code jip-read} and the v3 user {@code jip} (SHA-256, AES-128). */
    public int snmpd() throws IOException {
        int port = freePort();
        snmpd(port, "persistent", List.of("""
                createUser jip SHA-256 "auth-passphrase" AES "priv-passphrase"
                rouser jip authpriv
                """));
        return port;
    }

    /**
     * snmpd with community {@code jip-read} and more.
     *
     * @param state name of the directory where it keeps its engine's identity and how often it started
     * @param lines of its configuration
     * @return to stop it before the others
     */
    Process snmpd(int port, String state, List<String> lines) throws IOException {
        Path configuration = folder.resolve("snmpd-" + port + ".conf");
        Files.writeString(configuration, """
                agentAddress udp:127.0.0.1:%d
                rocommunity jip-read 127.0.0.1
                %s
                """.formatted(port, String.join("\n", lines)));
        ProcessBuilder builder = new ProcessBuilder(
                found("/usr/sbin/snmpd", "snmpd"),
                "-f",
                "-Lf",
                folder.resolve("snmpd.log").toString(),
                "-C",
                "-c",
                configuration.toString(),
                "-p",
                folder.resolve("snmpd.pid").toString(),
                "-I",
                "-smux");
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.resolve(state).toString());
        return start(builder);
    }

    /** snmpsimd playing the walks; the community is a walk's file name without its ending. */
    public int snmpsimd() throws IOException {
        int port = freePort();
        Path data = Files.createDirectories(folder.resolve("data"));
        for (Path walks : WALKS) {
            try (var files = Files.newDirectoryStream(walks, "*.snmprec")) {
                for (Path each : files) {
                    Files.copy(each, data.resolve(each.getFileName().toString()));
                }
            }
        }
        List<String> command = new ArrayList<>(List.of(
                found("/usr/bin/snmpsimd", "snmpsim"),
                "--data-dir=" + data,
                "--cache-dir=" + Files.createDirectories(folder.resolve("cache")),
                "--agent-udpv4-endpoint=127.0.0.1:" + port,
                "--logging-method=file:" + folder.resolve("snmpsim.log")));
        if (System.getProperty("user.name").equals("root")) { // It refuses to stay root.
            command.addAll(List.of("--process-user=nobody", "--process-group=nogroup"));
            open(folder);
        }
        start(new ProcessBuilder(command));
        return port;
    }

    /** A port on loopback that takes every datagram and says nothing. */
    public static DatagramSocket deaf() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void open(Path root) throws IOException {
        try (var tree = Files.walk(root)) {
            for (Path each : tree.toList()) {
                boolean opened = each.toFile().setReadable(true, false)
                        && each.toFile().setWritable(true, false)
                        && each.toFile().setExecutable(true, false);
                if (!opened) {
                    throw new IOException("cannot open to everybody: " + each);
                }
            }
        }
    }

    static int freePort() throws SocketException {
        try (DatagramSocket socket = deaf()) {
            return socket.getLocalPort();
        }
    }

    private static String found(String program, String debianPackage) {
        if (!Files.isExecutable(Path.of(program))) {
            throw new AssertionError(program + " not found: apt-get install " + debianPackage);
        }
        return program;
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    public void stop() throws InterruptedException {
        for (Process each : processes) {
            stop(each);
        }
    }

    static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}

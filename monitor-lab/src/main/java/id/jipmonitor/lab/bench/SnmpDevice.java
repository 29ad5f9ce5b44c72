package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A device with {@value #INTERFACES} interfaces: Net-SNMP's snmpd, which shows those of the namespace that it runs in. Only
 * within an enclosure.
 */
final class SnmpDevice implements AutoCloseable {
    /** Loopback and one end each of 49 cables. */
    static final int INTERFACES = 50;

    static final String ADDRESS = "127.0.0.1";
    static final int PORT = 1_161;
    static final String COMMUNITY = "jip-read";
    static final String USER = "jip";
    static final String AUTHENTICATION = "auth-passphrase";
    static final String PRIVACY = "priv-passphrase";
    /** What to do where snmpd or its tools are missing. */
    static final String REMEDY = "as root: apt-get install snmpd snmp";

    private final Process snmpd;

    private SnmpDevice(Process snmpd) {
        this.snmpd = snmpd;
    }

    static SnmpDevice start(Path directory) throws IOException, InterruptedException {
        String cables = IntStream.range(1, INTERFACES)
                .mapToObj(i -> "link add port" + i + " type veth peer name port" + i + " netns ports\n")
                .collect(Collectors.joining());
        Path batch = Files.writeString(directory.resolve("cables"), cables);
        Path said = directory.resolve("ip.out");
        Tool.run(List.of("ip", "netns", "add", "ports"), said, 0, FarEnd.REMEDY);
        Tool.run(List.of("ip", "-batch", batch.toString()), said, 0, FarEnd.REMEDY);
        Path settings = Files.writeString(directory.resolve("snmpd.conf"), """
                agentAddress udp:%s:%d
                rocommunity %s 127.0.0.1
                createUser %s SHA "%s" AES "%s"
                rouser %s authpriv
                """.formatted(
                        ADDRESS, PORT, COMMUNITY, USER, AUTHENTICATION, PRIVACY, USER));
        return new SnmpDevice(program(directory, settings));
    }

    private static Process program(Path directory, Path settings) throws IOException {
        Path snmpd = Path.of("/usr/sbin/snmpd");
        if (!Files.isExecutable(snmpd)) {
            throw new LabException(snmpd + ": expected this program. Found: none; " + REMEDY);
        }
        ProcessBuilder builder = new ProcessBuilder(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "--",
                snmpd.toString(),
                "-f",
                "-Lf",
                directory.resolve("snmpd.log").toString(),
                "-C",
                "-c",
                settings.toString(),
                "-p",
                directory.resolve("snmpd.pid").toString(),
                "-I",
                "-smux");
        builder.environment().put("MIBS", "");
        builder.environment()
                .put("SNMP_PERSISTENT_DIR", directory.resolve("snmpd").toString());
        return builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("snmpd.out").toFile())
                .start();
    }

    /** Its process. */
    long pid() {
        return snmpd.pid();
    }

    @Override
    public void close() {
        snmpd.destroyForcibly();
    }
}

package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.snmp.SnmpPrograms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agent discover} asks a real snmpd and a played router, with the agent's own settings file. */
class DiscoverCommandIT {
    @TempDir
    static Path folder;

    @TempDir
    static Path programsFolder;

    private static SnmpPrograms programs;
    private static Path config;
    private static int snmpd;
    private static int router;

    /** What one call printed. */
    private record Run(int exit, String out, String errors) {}

    @BeforeAll
    static void startDevices() throws IOException {
        programs = new SnmpPrograms(programsFolder);
        snmpd = programs.snmpd();
        router = programs.snmpsimd();
        config = written(
                "agent.yaml",
                "real: {community: \"${file:real}\"}",
                "router: {community: \"${file:router}\"}",
                """
                v3: {user: jip, authentication: {protocol: sha_256, secret: "${file:auth}"}, \
                privacy: {protocol: aes_128, secret: "${file:priv}"}}""",
                """
                v3-wrong: {user: jip, authentication: {protocol: sha_256, secret: "${file:wrong}"}, \
                privacy: {protocol: aes_128, secret: "${file:priv}"}}""");
        secret("real", "jip-read");
        secret("router", "bgp-router");
        secret("auth", "auth-passphrase");
        secret("priv", "priv-passphrase");
        secret("wrong", "another-passphrase");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> discover("127.0.0.1", "--credentials", "real", "--port", "" + snmpd)
                                .exit()
                        == 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> discover("127.0.0.1", "--credentials", "router", "--port", "" + router)
                                .exit()
                        == 0);
    }

    @AfterAll
    static void stopDevices() throws InterruptedException {
        programs.stop();
    }

    private static void secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path written(String name, String... credentials) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                agent: agent-1
                data_directory: data
                uplink:
                  servers: ["127.0.0.1:1"]
                  tls: {certificate: agent.crt, key: agent.key, authorities: ca.crt}
                limits: {allowed_targets: [127.0.0.0/8]}
                snmp_credentials:
                """ + (credentials.length == 0 ? "" : "  " + String.join("\n  ", credentials)) + "\n");
    }

    private static Run discover(String... arguments) {
        List<String> line = new ArrayList<>(List.of("discover", "--config", config.toString(), "--language", "en"));
        line.addAll(List.of(arguments));
        return execute(line);
    }

    private static Run execute(List<String> line) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int exit = AgentMain.execute(
                new PrintWriter(out, true), new PrintWriter(errors, true), line.toArray(String[]::new));
        return new Run(exit, out.toString(), errors.toString());
    }

    @Test
    void snmpd_asked_listsItsInterfacesAndATemplate() {
        Run run = discover("127.0.0.1", "--credentials", "real", "--port", "" + snmpd);

        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^  lo +\\S+ +.* +up +up$")
                .contains("  127.0.0.1-interfaces:\n", "      credentials: \"real\"\n", "        - \"lo\"")
                .doesNotContain("jip-read", "BGP");
    }

    @Test
    void snmpd_askedByVersion3_listsItsInterfaces() {
        Run run = discover("localhost", "--credentials", "v3", "--port", "" + snmpd);

        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(run.out()).contains("- \"lo\"").doesNotContain("passphrase");
    }

    @Test
    void router_asked_listsItsPeersAndTheirTemplate() {
        Run run = discover("127.0.0.1", "--credentials", "router", "--port", "" + router);

        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .contains("sysName border-surabaya", "Interfaces: 4", "JIP backbone: Surabaya - Malang  1 Gbit/s")
                .contains("BGP peers: 4, down: 1", "  127.0.0.1-bgp:\n", "      facts: bgp\n")
                .containsPattern("(?m)^  10\\.35\\.0\\.6 +65020 +idle +stop +01:23:20 ago$");
    }

    @Test
    void device_silent_exits1AndSaysWhatToCheck() throws IOException {
        try (DatagramSocket deaf = SnmpPrograms.deaf()) {
            Run run = discover("127.0.0.1", "--credentials", "real", "--port", "" + deaf.getLocalPort());

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.errors())
                    .startsWith("No answer from 127.0.0.1 port " + deaf.getLocalPort() + " within 15 s:")
                    .contains("Check:", "snmp_credentials.real")
                    .doesNotContain("jip-read");
        }
    }

    @Test
    void passphrase_wrong_exits1AndSaysThatTheDeviceRefuses() {
        Run run = discover("127.0.0.1", "--credentials", "v3-wrong", "--port", "" + snmpd);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.errors())
                .contains("answers and refuses", "snmp_credentials.v3-wrong")
                .doesNotContain("another-passphrase");
    }
}

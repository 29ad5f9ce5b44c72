package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code agent discover} refuses before it sends anything. */
class DiscoverCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int discover(String credentials, String... arguments) throws IOException {
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                agent: agent-1
                data_directory: data
                uplink:
                  servers: ["127.0.0.1:1"]
                  tls: {certificate: agent.crt, key: agent.key, authorities: ca.crt}
                limits: {allowed_targets: [10.35.0.0/16]}
                snmp_credentials: %s
                """.formatted(credentials));
        List<String> line = new ArrayList<>(List.of("discover", "--config", config.toString()));
        line.addAll(List.of(arguments));
        return AgentMain.execute(
                new PrintWriter(new StringWriter()), new PrintWriter(errors, true), line.toArray(String[]::new));
    }

    /** Credentials whose secret every machine has in its environment. */
    private static String entry(String name) {
        return name + ": {community: \"${env:PATH}\"}";
    }

    @Test
    void credentials_unknown_exits2AndNamesTheKnownOnes() throws IOException {
        int exit = discover("{" + entry("b") + ", " + entry("a") + "}", "10.35.1.1", "--credentials", "c");

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo("--credentials: expected one of the entries of snmp_credentials in "
                        + folder.resolve("agent.yaml") + ": [a, b]. Found: c\n");
    }

    @Test
    void credentials_leftOutAmongSeveral_exits2() throws IOException {
        assertThat(discover("{" + entry("b") + ", " + entry("a") + "}", "10.35.1.1"))
                .isEqualTo(2);
        assertThat(errors.toString()).endsWith("[a, b]. Found: none\n");
    }

    @Test
    void target_outsideTheOwnersLimits_exits2() throws IOException {
        assertThat(discover("{" + entry("only") + "}", "10.36.1.1")).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo("10.36.1.1 (10.36.1.1): not within the agent's limits.allowed_targets\n");
    }

    @Test
    void settings_wrong_exits2WithThePlace() throws IOException {
        assertThat(discover("{cpe: {}}", "10.35.1.1")).isEqualTo(2);
        assertThat(errors.toString()).contains("agent.yaml:7: snmp_credentials.cpe: expected exactly one of community");
    }

    @Test
    void arguments_wrong_exit2AndSayWhatIsExpected() throws IOException {
        assertThat(discover("{}", "10.35.1.1", "--port", "0")).isEqualTo(2);
        assertThat(discover("{}", "10.35.1.1", "--language", "fr")).isEqualTo(2);
        assertThat(discover("{}", "not a host")).isEqualTo(2);
        assertThat(discover("{}")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--port: expected 1 to 65535. Found: 0")
                .contains("--language: expected id or en. Found: fr")
                .contains("expected a host name or an IP address. Found: not a host")
                .contains("TARGET");
    }
}

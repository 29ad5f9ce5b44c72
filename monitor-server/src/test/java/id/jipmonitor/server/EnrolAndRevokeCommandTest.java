package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.tls.EnrolmentToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that let an agent in and shut it out, as an operator types them beside the shipped settings. */
class EnrolAndRevokeCommandTest {
    private static final Path SHIPPED = Path.of("../config");
    private static final String AGENT = "agent-dc-diskominfo";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void settings() throws IOException {
        Path config = Files.createDirectory(directory.resolve("config"));
        for (String file : List.of("server.yaml", "network.yaml", "rules.yaml", "sites-jatim.csv")) {
            Files.copy(SHIPPED.resolve(file), config.resolve(file));
        }
        assertThat(run("init", "--dir", directory.resolve("data/tls").toString()))
                .isZero();
        out.getBuffer().setLength(0);
    }

    private int run(String... words) {
        return ServerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private int configured(String... words) {
        return run(Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--config",
                                directory.resolve("config/server.yaml").toString()))
                .toArray(String[]::new));
    }

    @Test
    void enrol_agentOfTheNetwork_printsTheTokenAloneAndHowToUseIt() throws IOException {
        assertThat(configured("enrol", AGENT)).isZero();

        EnrolmentToken token = EnrolmentToken.parse(out.toString().strip());
        assertThat(token.agent().value()).isEqualTo(AGENT);
        assertThat(err.toString()).contains("./jip agent enrol --server HOST:8444 --token TOKEN");
        try (Stream<Path> kept = Files.walk(directory.resolve("data/server"))) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(token.secret());
            }
        }
    }

    @Test
    void enrol_unknownAgentOrNoKey_makesNoTokenAndSaysWhatToDo() throws IOException {
        assertThat(configured("enrol", "agnet-1")).isEqualTo(2);
        assertThat(err.toString()).contains("Found: agnet-1. Name it at its site first");

        Files.delete(directory.resolve("data/tls/ca.key"));
        assertThat(configured("enrol", AGENT)).isEqualTo(1);
        assertThat(err.toString()).contains("ca.key");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void enrol_again_cancelsTheFormerToken_andListTellsBoth() {
        configured("enrol", AGENT);
        configured("enrol", AGENT);
        out.getBuffer().setLength(0);

        assertThat(configured("enrol", "--list")).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith(AGENT)))
                .hasSize(2)
                .anyMatch(line -> line.contains(" open "))
                .anyMatch(line -> line.contains(" cancelled "));
        assertThat(configured("enrol", AGENT, "--cancel")).isZero();
        assertThat(configured("enrol", AGENT, "--cancel")).isEqualTo(2);
    }

    @Test
    void enrol_impossibleValidity_isRefusedWithWhatWasExpected() {
        assertThat(configured("enrol", AGENT, "--valid", "90 d")).isEqualTo(2);

        assertThat(err.toString()).contains("--valid: expected a duration from 1 m to 30 d. Found: 90 d");
    }

    @Test
    void revoke_agentOfTheNetwork_isListedAsShutOut() {
        assertThat(configured("revoke", AGENT, "--reason", "laptop stolen")).isZero();
        assertThat(out.toString()).contains("revoked " + AGENT, "./jip server enrol " + AGENT);
        out.getBuffer().setLength(0);

        assertThat(configured("revoke", "--list")).isZero();
        assertThat(out.toString()).containsPattern(AGENT + " .*shut out +laptop stolen");
    }

    @Test
    void revoke_nameThatNoAgentHas_isRefused_soThatATypoShutsNobodyIn() {
        assertThat(configured("revoke", "agnet-1")).isEqualTo(2);

        assertThat(err.toString()).contains("names, for others are refused anyway. Found: agnet-1");
    }

    @Test
    void revoke_reasonOfTwoLines_isRefused() {
        assertThat(configured("revoke", AGENT, "--reason", "one\ntwo")).isEqualTo(2);

        assertThat(err.toString()).contains("--reason: expected 1 to 200 characters on one line");
    }
}

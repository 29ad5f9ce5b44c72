package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.settings.BadSettings;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.SchemaKeys;
import id.jipmonitor.protocol.settings.SettingsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class AgentSettingsTest {
    private static final Path CONFIG = Path.of("..", "config");

    @Test
    void shippedFile_read_hasNoProblem() {
        Checked<AgentSettings> checked = AgentSettingsReader.read(CONFIG.resolve("agent.yaml"), name -> null);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.value().orElseThrow().agent().value()).isEqualTo("agent-dc-diskominfo");
    }

    @Test
    void schema_andReader_knowTheSameKeys() throws IOException {
        Path everyKey = Path.of("src/test/resources/good-settings/every-key.yaml");
        SchemaKeys schema = new SchemaKeys(CONFIG.resolve("schema/agent.schema.json"));
        Reading reading = new Reading(BadSettings.ENVIRONMENT::get);
        Checked<AgentSettings> checked = AgentSettingsReader.read(everyKey, reading);

        assertThat(checked.problems()).isEmpty();
        assertThat(SchemaKeys.asked(reading)).isEqualTo(schema.keys());
        assertThat(schema.objections(everyKey)).isEmpty();
    }

    @Test
    void shippedFile_bySchema_isValid() throws IOException {
        Path shipped = CONFIG.resolve("agent.yaml");
        SchemaKeys schema = new SchemaKeys(CONFIG.resolve("schema/agent.schema.json"));

        assertThat(schema.objections(shipped)).isEmpty();
        assertThat(Files.readAllLines(shipped).getFirst())
                .isEqualTo("# yaml-language-server: $schema=schema/agent.schema.json");
    }

    @Test
    void secrets_shown_areHidden() {
        Path everyKey = Path.of("src/test/resources/good-settings/every-key.yaml");
        Checked<AgentSettings> checked = AgentSettingsReader.read(everyKey, BadSettings.ENVIRONMENT::get);

        assertThat(SettingsReport.table(checked) + checked.value().orElseThrow())
                .contains("snmp_credentials.old.community")
                .contains("(secret)")
                .doesNotContain(BadSettings.ENVIRONMENT.get("JIP_SECRET"));
    }

    @Test
    void weakProtocols_read_areAllowedWithAWarning(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(CONFIG.resolve("agent.yaml"));
        Path file = Files.writeString(folder.resolve("agent.yaml"), shipped.replace("snmp_credentials: {}", """
                snmp_credentials:
                  good:
                    user: jip
                    authentication: {protocol: sha_1, secret: "${env:JIP_SECRET}"}
                    privacy: {protocol: aes_128, secret: "${env:JIP_SECRET}"}
                  old:
                    user: jip
                    authentication: {protocol: md5, secret: "${env:JIP_SECRET}"}
                    privacy: {protocol: des, secret: "${env:JIP_SECRET}"}
                  older:
                    user: jip
                    authentication: {protocol: md5, secret: "${env:JIP_SECRET}"}
                """));

        Checked<AgentSettings> checked = AgentSettingsReader.read(file, BadSettings.ENVIRONMENT::get);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.value().orElseThrow().warnings())
                .containsExactly(
                        "snmp_credentials.old: md5 and des can be broken; use sha_256 and aes_128 where the device knows them",
                        "snmp_credentials.older: md5 can be broken; use sha_256 and aes_128 where the device knows them");
    }

    @Test
    void problems_reported_areOneLineEachAndCounted() {
        Path bad = Path.of("src/test/resources/bad-settings/unknown-key.yaml");

        assertThat(SettingsReport.problems(AgentSettingsReader.read(bad, name -> null))
                        .lines())
                .containsExactly(
                        bad + ":8: langauge: expected a known key. Found: \"langauge\". Did you mean language?",
                        "1 problem; nothing was started");
    }

    @TestFactory
    Stream<DynamicTest> badFile_read_tellsEveryProblem() {
        return BadSettings.in(
                Path.of("src/test/resources/bad-settings"),
                file -> AgentSettingsReader.read(file, BadSettings.ENVIRONMENT::get));
    }
}

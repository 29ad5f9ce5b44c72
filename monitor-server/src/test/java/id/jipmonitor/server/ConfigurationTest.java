package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.settings.BadSettings;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.SchemaKeys;
import id.jipmonitor.server.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfigurationTest {
    private static final Path CONFIG = Path.of("..", "config");

    @Test
    void shippedFiles_read_haveNoProblem() {
        Checked<Configuration> checked = Configuration.read(CONFIG.resolve("server.yaml"), name -> null);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.value()).isPresent();
    }

    @Test
    void eastJava_read_has43LinksEachWithAJudge() {
        Inventory inventory = Configuration.read(CONFIG.resolve("server.yaml"), name -> null)
                .value()
                .orElseThrow()
                .inventory();

        assertThat(inventory.sites()).hasSize(44);
        assertThat(inventory.links()).hasSize(43);
        assertThat(inventory.links().keySet())
                .allSatisfy(link -> assertThat(inventory.judgesOf(link)).isNotEmpty());
        assertThat(inventory.judgesOf(new LinkId("kab-sumenep"))).hasSize(2);
        assertThat(inventory.assignmentOf(new AgentId("agent-dc-diskominfo")).probes())
                .hasSize(43 * 4);
    }

    @Test
    void schemas_andReaders_knowTheSameKeys() throws IOException {
        Path good = Path.of("src/test/resources/good-settings");
        Set<String> asked = new TreeSet<>();
        for (String each : List.of("embedded.yaml", "servers.yaml")) {
            Reading reading = new Reading(BadSettings.ENVIRONMENT::get);
            assertThat(Configuration.read(good.resolve(each), reading).problems())
                    .isEmpty();
            assertThat(schema("server").objections(good.resolve(each))).isEmpty();
            asked.addAll(SchemaKeys.asked(reading));
        }
        Set<String> known = new TreeSet<>(schema("server").keys());
        for (String each : List.of("network", "rules")) {
            known.addAll(schema(each).keys());
            assertThat(schema(each).objections(good.resolve(each + ".yaml"))).isEmpty();
        }
        assertThat(asked).isEqualTo(known);
    }

    @Test
    void shippedFiles_bySchema_areValid() throws IOException {
        for (String each : List.of("server", "network", "rules")) {
            Path shipped = CONFIG.resolve(each + ".yaml");
            assertThat(schema(each).objections(shipped)).as(each).isEmpty();
            assertThat(Files.readAllLines(shipped).getFirst())
                    .isEqualTo("# yaml-language-server: $schema=schema/" + each + ".schema.json");
        }
    }

    private static SchemaKeys schema(String name) throws IOException {
        return new SchemaKeys(CONFIG.resolve("schema/" + name + ".schema.json"));
    }

    @TestFactory
    Stream<DynamicTest> badFile_read_tellsEveryProblem() {
        return BadSettings.in(
                Path.of("src/test/resources/bad-settings"),
                file -> Configuration.read(file, BadSettings.ENVIRONMENT::get));
    }
}

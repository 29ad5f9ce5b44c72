package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.server.ingest.DeliveryLedger;
import id.jipmonitor.server.ingest.HoleCause;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.ingest.NumberRanges;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code server ledger} tells of what came and what did not. */
class LedgerCommandTest {
    private static final Instant AT = Instant.parse("2026-11-24T01:02:03Z");
    private static final Path CONFIG = Path.of("../config");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void settings() throws IOException {
        for (String file : new String[] {"network.yaml", "rules.yaml", "sites-jatim.csv"}) {
            Files.copy(CONFIG.resolve(file), directory.resolve(file));
        }
        String shipped = Files.readString(CONFIG.resolve("server.yaml"));
        assertThat(shipped).contains("data_directory: ../data/server");
        Files.writeString(
                directory.resolve("server.yaml"),
                shipped.replace("data_directory: ../data/server", "data_directory: data"));
    }

    private void keep(String agent, int boot, DeliveryLedger ledger) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        try (StateDatabase state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, data)) {
            new LedgerTable(state.jdbi()).save(new AgentId(agent), new BootId(boot), ledger, AT);
        }
    }

    private int ledger(String... words) {
        return ServerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(
                                Stream.of(
                                        "ledger",
                                        "--config",
                                        directory.resolve("server.yaml").toString()),
                                Arrays.stream(words))
                        .toArray(String[]::new));
    }

    private static DeliveryLedger holes() {
        return DeliveryLedger.EMPTY
                .stored(NumberRanges.of(1, 500))
                .stored(NumberRanges.of(500, 500))
                .explained(NumberRanges.of(501, 600), HoleCause.OVERFLOW)
                .explained(NumberRanges.of(602, 602), HoleCause.REJECTED)
                .next(604);
    }

    @Test
    void ledger_ofABootWithHoles_tellsEachNumberOnce() throws IOException {
        keep("agent-1", 1, holes());

        assertThat(ledger()).isZero();
        assertThat(out.toString()).isEqualTo("""
                agent-1, boot 0000000000000001: open, given out up to 603, last changed 2026-11-24T01:02:03Z
                  stored              500  1-500
                  overflow            100  501-600
                  rejected              1  602
                  missing               2  601, 603
                  came again            1
                """);
    }

    @Test
    void ledger_open_showsOnlyBootsWithHoles() throws IOException {
        keep("agent-1", 1, DeliveryLedger.EMPTY.stored(NumberRanges.of(1, 5)));
        assertThat(ledger("--open")).isZero();
        assertThat(out.toString().strip()).isEqualTo("Nothing is missing without a reason.");

        keep("agent-2", 2, holes());
        out.getBuffer().setLength(0);
        assertThat(ledger("--open", "--format", "ndjson")).isZero();
        assertThat(out.toString()).isEqualTo("""
                {"row":"ledger","agent":"agent-2","boot":"0000000000000002","closed":false,"announced":603,\
                "stored":"1-500","overflow":"501-600","rejected":"602","missing":"601,603","came_again":1,\
                "changed_at":"2026-11-24T01:02:03Z"}
                """);
    }

    @Test
    void ledger_inManyPieces_isCutOnATerminalAndSaysSo() throws IOException {
        DeliveryLedger pieces = IntStream.range(0, 20)
                .mapToObj(i -> NumberRanges.of(1 + 10L * i, 5 + 10L * i))
                .reduce(DeliveryLedger.EMPTY, DeliveryLedger::stored, (one, _) -> one);
        keep("agent-1", 1, pieces);

        assertThat(ledger("agent-1")).isZero();
        assertThat(out.toString().lines()).anyMatch(line -> line.contains("stored") && line.endsWith("and 8 more"));
    }

    @Test
    void ledger_ofAnUnknownAgent_saysWhatWasExpected() throws IOException {
        keep("agent-1", 1, holes());

        assertThat(ledger("agnet-1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().strip())
                .isEqualTo("AGENT: expected an agent of network.yaml, or one that has delivered. Found: agnet-1");
    }
}

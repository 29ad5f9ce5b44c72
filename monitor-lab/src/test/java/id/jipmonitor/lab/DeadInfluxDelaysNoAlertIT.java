package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent, server and influxd, and the influxd is killed and started under load: while it is dead an outage opens its incident
 * and nothing is acknowledged; afterwards every result is in InfluxDB once and every number accounted for.
 */
@Tag("soak")
class DeadInfluxDelaysNoAlertIT {
    private static final int LINKS = 10;
    private static final int PROGRESS = 20;
    private static final Duration LOOK = Duration.ofMillis(500);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private WholeSystem system;
    private DeafTarget target;
    private int influxPort;

    @BeforeEach
    void prepare() throws IOException {
        system = new WholeSystem(directory);
        target = new DeafTarget();
        influxPort = WholeSystem.freePort();
        int ingest = WholeSystem.freePort();
        system.prepare(
                new WholeSystem.Ports(ingest, ingest, target.port()),
                LINKS,
                "store: {type: influx, url: \"http://127.0.0.1:" + influxPort
                        + "\", database: jip, retention: 90 d}\n");
    }

    @AfterEach
    void stop() throws IOException {
        system.close();
        target.close();
    }

    @Test
    void influxKilledAndStarted_outageIsToldMeanwhile_andEveryResultIsStoredOnce() throws IOException {
        Program influx = influx();
        // Only when it listens can the database be made.
        await().atMost(WholeSystem.PATIENCE).until(() -> listens(influxPort));
        system.server();
        system.agent();
        system.awaitResults(PROGRESS);

        influx.kill();
        long before = system.received();
        target.turnDeaf();
        await().atMost(WholeSystem.PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(incidents()).contains("LINK_DOWN"));
        assertThat(system.received()).as("acknowledged while InfluxDB was dead").isEqualTo(before);
        target.listen();
        await().atMost(WholeSystem.PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(incidents().lines()).allMatch(line -> line.contains("\"to\":")));
        assertThat(incidents()).contains("LINK_DOWN").doesNotContain("AGENT_LOST");

        Program again = influx();
        system.awaitResults(system.received() + 2 * PROGRESS);
        again.kill();
        influx();
        system.awaitResults(system.received() + PROGRESS);

        system.awaitEveryNumberStoredOnce();
    }

    private String incidents() throws IOException {
        return system.tool("incidents", "--all", "--format", "ndjson");
    }

    private Program influx() throws IOException {
        Path settings = Files.writeString(
                directory.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%3$d"
                [meta]
                dir = "%1$s/influx/meta"
                [data]
                dir = "%1$s/influx/data"
                wal-dir = "%1$s/influx/wal"
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%2$d"
                log-enabled = false
                """.formatted(directory, influxPort, WholeSystem.freePort()));
        try {
            return system.start("influx", List.of("influxd", "-config", settings.toString()));
        } catch (IOException | LabException e) {
            throw new LabException(
                    "influxd: expected this program on the path. Found: none; apt-get install influxdb", e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}

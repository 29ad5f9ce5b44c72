package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.lab.demo.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent and a real server, killed and cut off again and again: what the spool accepted is in the store exactly
 * once, and no number is missing.
 */
class AcceptedResultsReachTheStoreOnceIT {
    private static final int LINKS = 20;
    private static final int PROGRESS = 40;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private WholeSystem system;
    private DeafTarget target;
    private CuttingRelay relay;

    @BeforeEach
    void prepare() throws IOException {
        system = new WholeSystem(directory);
        target = new DeafTarget();
        int ingest = WholeSystem.freePort();
        relay = new CuttingRelay(ingest);
        system.prepare(new WholeSystem.Ports(ingest, relay.port(), target.port()), LINKS, "");
    }

    @AfterEach
    void stop() throws IOException {
        system.close();
        relay.close();
        target.close();
    }

    @Test
    void acceptedResults_killsAndCutsAndLostAcks_areStoredOnceAndNoneIsMissing() throws IOException {
        Program server = system.server();
        Program agent = system.agent();
        system.awaitResults(PROGRESS);

        agent.kill();
        agent = system.agent();
        system.awaitResults(system.received() + PROGRESS);

        server.kill();
        server = system.server();
        system.awaitResults(system.received() + PROGRESS);

        relay.loseReplies();
        await().atMost(WholeSystem.PATIENCE)
                .untilAsserted(() -> assertThat(relay.lostBytes())
                        .as("acknowledgements that never came back")
                        .isPositive());
        relay.cut();
        system.awaitResults(system.received() + PROGRESS);

        relay.cut();
        server.kill();
        agent.kill();
        system.server();
        system.agent();
        system.awaitResults(system.received() + PROGRESS);

        system.awaitEveryNumberStoredOnce();
    }
}

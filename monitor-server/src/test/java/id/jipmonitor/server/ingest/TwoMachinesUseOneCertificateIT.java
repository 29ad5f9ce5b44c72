package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import id.jipmonitor.protocol.wire.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that was copied with its certificate is found out. */
class TwoMachinesUseOneCertificateIT {
    @TempDir
    private Path directory;

    private IngestFixture ingest;

    @BeforeEach
    void start() throws Exception {
        ingest = new IngestFixture(directory);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    private WireClient connected(long boot) throws Exception {
        WireClient client = ingest.connect(ingest.pki.agent("a"));
        client.send(new Hello(
                ProtocolVersion.CURRENT, new AgentId("a"), new BootId(boot), "test", Optional.empty(), Instant.EPOCH));
        assertThat(client.next()).isInstanceOf(Welcome.class);
        return client;
    }

    @Test
    void machines_takingTurns_areFound() throws Exception {
        try (WireClient one = connected(1);
                WireClient two = connected(2)) {
            one.awaitClosed();
            assertThat(ingest.server.health())
                    .as("a machine that was started anew")
                    .containsExactly(new AgentHealth(new AgentId("a"), Optional.empty(), Optional.empty()));
            try (WireClient _ = connected(1)) {
                two.awaitClosed();
                assertThat(ingest.server.health())
                        .as("a boot that had been left for another one")
                        .containsExactly(new AgentHealth(
                                new AgentId("a"), Optional.of(Samples.AT.plusSeconds(60)), Optional.empty()));
            }
        }
    }
}

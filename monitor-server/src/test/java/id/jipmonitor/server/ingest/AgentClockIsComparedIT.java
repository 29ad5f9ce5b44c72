package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.HeartbeatAnswer;
import id.jipmonitor.protocol.wire.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heartbeat tells how far an agent's clock is off, and is answered with the server's time. */
class AgentClockIsComparedIT {
    /** The fixture's clock stands still. */
    private static final Instant SERVER_TIME = Samples.AT.plusSeconds(60);

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

    private static Heartbeat heartbeat(Optional<Heartbeat.Clocks> clocks) {
        return new Heartbeat(new AgentId("a"), WireClient.BOOT, 1, Samples.view(), clocks);
    }

    private double gauge(String name) {
        return ingest.meters.get(name).tag("agent", "a").gauge().value();
    }

    @Test
    void heartbeat_ofAClockThatIsADayAhead_isAnsweredAndMeasured() throws Exception {
        Duration held = Duration.ofSeconds(10);
        try (WireClient client = ingest.greeted("a")) {
            client.send(heartbeat(Optional.of(new Heartbeat.Clocks(
                    SERVER_TIME.plus(Duration.ofDays(1)),
                    SERVER_TIME.minus(held).minusMillis(40),
                    held))));

            assertThat(client.next()).isEqualTo(new HeartbeatAnswer(SERVER_TIME));
            assertThat(ingest.server.health())
                    .extracting(AgentHealth::clock)
                    .containsExactly(Optional.of(
                            new AgentHealth.ClockHealth(Duration.ofDays(1).plusMillis(20), Optional.of(SERVER_TIME))));
        }
        assertThat(gauge("jip.agent.clock.offset.seconds")).isCloseTo(86_400.02, within(1e-6));
        assertThat(gauge("jip.agent.clock.error.seconds")).isCloseTo(0.02, within(1e-6));
    }

    @Test
    void heartbeat_ofAnOlderAgent_isTakenWithoutAnAnswer() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            client.send(heartbeat(Optional.empty()));
            client.send(IngestFixture.batch("a", 1, 1));

            assertThat(client.next()).isInstanceOf(Ack.class);
        }
        assertThat(ingest.meters.find("jip.agent.clock.offset.seconds").gauge()).isNull();
    }
}

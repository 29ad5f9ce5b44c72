package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 5: an oversize or malformed frame closes that connection only, and the agent is told that it was the frame. */
class OversizeFrameClosesConnectionIT {
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

    @Test
    void oversizeFrame_closesThatConnectionOnly() throws Exception {
        assertClosesThatOnly(Unpooled.buffer().writeInt(Frames.DEFAULT_MAX_BYTES + 1));
    }

    @Test
    void malformedFrame_closesThatConnectionOnly() throws Exception {
        assertClosesThatOnly(Unpooled.buffer().writeInt(4).writeByte(0).writeBytes(new byte[] {1, 2, 3}));
    }

    private void assertClosesThatOnly(ByteBuf bytes) throws Exception {
        try (WireClient bad = ingest.greeted("a");
                WireClient good = ingest.greeted("b")) {
            bad.sendRaw(bytes);

            assertThat(bad.next())
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.unreadable())
                                    .as("so that the agent looks for what it should not send again")
                                    .isTrue());
            bad.awaitClosed();
            assertThat(ingest.refused(Refused.MALFORMED)).isEqualTo(1);
            assertThat(good.send(IngestFixture.batch("b", 1, 3)).next()).isInstanceOf(Ack.class);
            assertThat(good.isOpen()).isTrue();
        }
    }
}

package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;

/**
 * Looks for bytes that {@link Frames} does not bear, by Jazzer, from the corpus on: {@code ./jip test --soak} runs it for some
 * minutes by itself, since its instruments slow down every test beside it. Jazzer 0.24 does not read classes of Java 25, so until a
 * later one does it mutates without knowing what the code makes of it. {@link FuzzedFramesTest} reads the corpus always.
 */
class FramesFuzz {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int PART = 97;

    @FuzzTest(maxDuration = "5m")
    void anyBytes_asFrames_areMessagesOrRefused(byte[] data) {
        assertBorne(data);
    }

    /** In parts, as TCP brings them: all are messages that can be written again, or the connection ends. */
    static void assertBorne(byte[] data) {
        EmbeddedChannel channel = new EmbeddedChannel(Frames.decoder(MAX_BYTES));
        try {
            for (int at = 0; at < data.length; at += PART) {
                channel.writeInbound(Unpooled.wrappedBuffer(data, at, Math.min(PART, data.length - at)));
            }
        } catch (DecoderException refused) {
            assertThat(channel.isOpen()).isFalse();
        }
        for (Message each = channel.readInbound(); each != null; each = channel.readInbound()) {
            assertThat(Messages.encode(each)).isNotEmpty();
        }
        var _ = channel.close();
    }
}

package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int MAX = 64 * 1024;

    private final EmbeddedChannel in = new EmbeddedChannel(Frames.decoder(MAX));
    private final EmbeddedChannel out = new EmbeddedChannel(Frames.encoder(MAX));

    @Test
    void frames_arrivingOneByteAtATime_areReadWhole() {
        List<Message> messages =
                new ArrayList<>(Samples.all(ProtocolVersion.CURRENT).values());
        messages.add(Samples.batch(9, Samples.manyIcmp(200, 20)));
        for (Message each : messages) {
            out.writeOutbound(each);
        }
        List<Message> read = new ArrayList<>();
        for (byte[] frame = nextOut(); frame.length > 0; frame = nextOut()) {
            for (byte each : frame) {
                in.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
            }
            read.add(in.readInbound());
        }

        assertThat(read).isEqualTo(messages);
    }

    @Test
    void frames_arrivingTogether_areReadApart() {
        out.writeOutbound(Samples.named("hello"), Samples.named("batch"), Samples.named("ack"));
        in.writeInbound(Unpooled.wrappedBuffer(nextOut(), nextOut(), nextOut()));

        assertThat(in.inboundMessages())
                .containsExactly(Samples.named("hello"), Samples.named("batch"), Samples.named("ack"));
    }

    @Test
    void batch_ofManyResults_travelsPacked() {
        Message batch = Samples.batch(1, Samples.measured(1_000, 50));
        Frames.speak(out, ProtocolVersion.CURRENT);
        out.writeOutbound(batch);
        byte[] frame = nextOut();

        assertThat(frame[4]).isEqualTo(Packing.ZSTD);
        assertThat(frame.length / 1_000.0).isLessThan(14);
        in.writeInbound(Unpooled.wrappedBuffer(frame));
        assertThat(in.<Message>readInbound()).isEqualTo(batch);
    }

    @Test
    void smallBatches_ofOneConnection_saySharedThingsOnce() {
        List<ProbeResult> results = Samples.measured(440, 44);
        Frames.speak(out, ProtocolVersion.CURRENT);
        int bytes = 0;
        for (int i = 0; i < 440; i += 2) {
            out.writeOutbound(Samples.batch(1 + i, results.subList(i, i + 2)));
            byte[] frame = nextOut();
            bytes += i < 44 ? 0 : frame.length;
            in.writeInbound(Unpooled.wrappedBuffer(frame));
            assertThat(in.<Message>readInbound()).isEqualTo(Samples.batch(1 + i, results.subList(i, i + 2)));
        }

        assertThat(bytes / 396.0).isLessThan(27);
    }

    @Test
    void batch_thatNoFrameCarries_leavesNothingForTheNextToRestOn() {
        EmbeddedChannel narrow = new EmbeddedChannel(Frames.encoder(300));
        Frames.speak(narrow, ProtocolVersion.CURRENT);
        assertThatThrownBy(() -> narrow.writeOutbound(Samples.batch(1, Samples.manyIcmp(100, 50))))
                .hasMessageContaining("frame");
        Batch small = Samples.batch(101, Samples.measured(1, 1));
        narrow.writeOutbound(small);
        ByteBuf frame = narrow.readOutbound();
        in.writeInbound(frame);

        assertThat(in.<Message>readInbound()).isEqualTo(small);
    }

    @Test
    void frame_longerThanMaximum_closesBeforeItIsBuffered() {
        assertThatThrownBy(() -> in.writeInbound(Unpooled.buffer().writeInt(MAX + 1)))
                .isInstanceOf(TooLongFrameException.class);
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void frame_ofNegativeLength_closes() {
        assertThatThrownBy(() -> in.writeInbound(Unpooled.buffer().writeInt(-1)))
                .isInstanceOf(DecoderException.class);
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void garbage_thatIsNoMessage_closesAndWhatFollowsIsNotRead() {
        out.writeOutbound(Samples.named("welcome"));
        ByteBuf bytes =
                Unpooled.wrappedBuffer(frame(Packing.NONE, new byte[] {1, 2, 3}), Unpooled.wrappedBuffer(nextOut()));

        assertThatThrownBy(() -> in.writeInbound(bytes))
                .isInstanceOf(DecoderException.class)
                .hasCauseInstanceOf(MalformedMessageException.class);
        assertThat(in.isOpen()).isFalse();
        assertThat(in.inboundMessages()).isEmpty();
    }

    @Test
    void frame_ofUnknownCodec_closes() {
        assertThatThrownBy(() -> in.writeInbound(frame((byte) 7, new byte[] {1})))
                .hasMessageContaining("frame codec: expected 0 (none) or 1 (zstd). Found: 7");
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void emptyFrame_closes() {
        assertThatThrownBy(() -> in.writeInbound(Unpooled.buffer().writeInt(0)))
                .hasMessageContaining("frame: expected a codec byte. Found: an empty frame");
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void zstdBomb_isRefusedByItsStatedSize() {
        byte[] bomb = Zstd.compress(new byte[4 * MAX + 1]);
        assertThat(bomb.length).isLessThan(100);

        assertThatThrownBy(() -> in.writeInbound(frame(Packing.ZSTD, bomb)))
                .hasMessageContaining("frame unpacked size: expected a stated size of at most " + 4 * MAX
                        + " bytes. Found: " + (4 * MAX + 1));
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void zstdFrame_thatLiesAboutItsSize_isRefused() {
        byte[] packed = Zstd.compress(new byte[60_000]);
        byte[] lying = packed.clone();
        // RFC 8878 section 3.1.1: magic 4, descriptor 1, then the content size of 2 bytes, stored less 256.
        lying[5] = 0;
        lying[6] = 0;
        assertThat(Zstd.getFrameContentSize(lying)).isEqualTo(256);

        assertThatThrownBy(() -> in.writeInbound(frame(Packing.ZSTD, lying)))
                .hasMessageContaining("frame: expected a whole zstd frame");
        assertThat(in.isOpen()).isFalse();
    }

    @Test
    void message_tooLongForThePeer_failsTheWriteAndLeavesTheConnection() {
        byte[] noise = new byte[MAX];
        ThreadLocalRandom.current().nextBytes(noise);
        AssignmentOffer offer = new AssignmentOffer("0".repeat(64), ByteBufUtil.hexDump(noise));

        assertThatThrownBy(() -> out.writeOutbound(offer)).hasMessageContaining("frame size: expected 0 to " + MAX);
        out.writeOutbound(Samples.named("welcome"));
        assertThat(nextOut()).isNotEmpty();
    }

    private byte[] nextOut() {
        ByteBuf frame = out.readOutbound();
        if (frame == null) {
            return new byte[0];
        }
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    private static ByteBuf frame(byte codec, byte[] body) {
        return Unpooled.buffer().writeInt(1 + body.length).writeByte(codec).writeBytes(body);
    }
}

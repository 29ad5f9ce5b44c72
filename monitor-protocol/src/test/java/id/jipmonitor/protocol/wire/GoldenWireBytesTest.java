package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each version as it was released. A failure here means that agents and servers in the field no longer understand this
 * build: the files are never regenerated, a new version gets a new directory.
 */
class GoldenWireBytesTest {
    /** What version 2 says otherwise. */
    private static final List<String> OF_VERSION_2 =
            List.of("hello", "hello-new", "welcome", "batch", "batch-gaps", "heartbeat-clocks", "heartbeat-answer");

    static Stream<Arguments> samples() {
        return Stream.concat(
                Samples.all(new ProtocolVersion(1)).keySet().stream().map(name -> Arguments.of(1, name)),
                OF_VERSION_2.stream().map(name -> Arguments.of(2, name)));
    }

    @ParameterizedTest(name = "version {0} {1}")
    @MethodSource("samples")
    void committedBytes_decoded_areTheSample(int version, String name) throws IOException {
        EmbeddedChannel channel = new EmbeddedChannel(Frames.decoder(Frames.DEFAULT_MAX_BYTES));
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(committed(version, name))));

        assertThat(channel.<Message>readInbound()).isEqualTo(sample(version, name));
    }

    @ParameterizedTest(name = "version {0} {1}")
    @MethodSource("samples")
    void sample_encoded_isTheCommittedBytes(int version, String name) throws IOException {
        assertThat(written(version, List.of(sample(version, name)))).isEqualTo(committed(version, name));
    }

    @Test
    void batchesOfOneConnection_areTheCommittedBytesAndBack() throws IOException {
        List<Message> batches = List.of(
                Samples.named("batch"),
                Samples.batch(4, Samples.measured(3, 2)),
                Samples.batch(7, Samples.measured(2, 2)));
        EmbeddedChannel channel = new EmbeddedChannel(Frames.decoder(Frames.DEFAULT_MAX_BYTES));
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(committed(2, "batches"))));

        assertThat(channel.inboundMessages()).containsExactlyElementsOf(List.copyOf(batches));
        assertThat(written(2, batches)).isEqualTo(committed(2, "batches"));
    }

    private static Message sample(int version, String name) {
        return Objects.requireNonNull(Samples.all(new ProtocolVersion(version)).get(name));
    }

    private static String written(int version, List<Message> messages) {
        EmbeddedChannel channel = new EmbeddedChannel(Frames.encoder(Frames.DEFAULT_MAX_BYTES));
        Frames.speak(channel, new ProtocolVersion(version));
        StringBuilder hex = new StringBuilder();
        for (Message each : messages) {
            channel.writeOutbound(each);
            ByteBuf frame = channel.readOutbound();
            hex.append(ByteBufUtil.hexDump(frame));
            frame.release();
        }
        return hex.toString();
    }

    private static String committed(int version, String name) throws IOException {
        String file = "/wire/v" + version + "/" + name + ".hex";
        try (InputStream in = GoldenWireBytesTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file " + file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }
}

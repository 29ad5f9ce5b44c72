package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Version 1 as it was released. A failure here means that agents and servers in the field no longer understand this
 * build: the files are never regenerated, a new version gets a new directory.
 */
class GoldenWireBytesTest {
    static Stream<String> names() {
        return Samples.all().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void committedBytes_decoded_areTheSample(String name) throws IOException {
        EmbeddedChannel channel = new EmbeddedChannel(Frames.decoder(Frames.DEFAULT_MAX_BYTES));
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(committed(name))));

        assertThat(channel.<Message>readInbound()).isEqualTo(Samples.named(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void sample_encoded_isTheCommittedBytes(String name) throws IOException {
        EmbeddedChannel channel = new EmbeddedChannel(Frames.encoder(Frames.DEFAULT_MAX_BYTES));
        channel.writeOutbound(Samples.named(name));
        ByteBuf frame = channel.readOutbound();
        try {
            assertThat(ByteBufUtil.hexDump(frame)).isEqualTo(committed(name));
        } finally {
            frame.release();
        }
    }

    private static String committed(String name) throws IOException {
        try (InputStream in = GoldenWireBytesTest.class.getResourceAsStream("/wire/v1/" + name + ".hex")) {
            assertThat(in).as("golden file of " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }
}

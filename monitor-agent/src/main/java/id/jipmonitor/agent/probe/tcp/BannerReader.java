package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Collects what the far end says until it has said the expected, has said too much, or hangs up. */
final class BannerReader extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int LIMIT = 4_096;

    private final StringBuilder heard = new StringBuilder();
    private final CompletableFuture<Void> matched = new CompletableFuture<>();
    private final String expected;

    /** @param expected what the far end shall say; empty when it need not say anything */
    BannerReader(String expected) {
        this.expected = expected;
    }

    /** Ends when the text is there; fails with {@link StepFailure} or whatever closed the channel. */
    CompletableFuture<Void> matched() {
        return matched;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        int room = Math.min(LIMIT - heard.length(), bytes.readableBytes());
        heard.append(bytes.toString(bytes.readerIndex(), room, StandardCharsets.ISO_8859_1));
        look();
    }

    private void look() {
        // Bytes are compared, not characters: a banner has no declared encoding.
        String wanted = new String(expected.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (heard.indexOf(wanted) >= 0) {
            matched.complete(null);
        } else if (heard.length() >= LIMIT) {
            matched.completeExceptionally(mismatch());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        matched.completeExceptionally(heard.isEmpty() ? new ClosedChannelException() : mismatch());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        matched.completeExceptionally(failure);
    }

    private StepFailure mismatch() {
        String start = heard.substring(0, Math.min(heard.length(), 80));
        return new StepFailure(
                Outcome.REFUSED,
                Cause.BANNER_MISMATCH,
                "expected \"" + expected + "\" in the first " + LIMIT + " bytes. Found: \"" + start + '"');
    }
}

package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is said in the clear before TLS on an SMTP connection (RFC 3207 section 4). All replies together have at most
 * {@value #LIMIT} bytes.
 *
 * <pre>
 *   service                          probe
 *   220 mail.example.go.id
 *                                    EHLO [10.35.100.2]
 *   250-mail.example.go.id
 *   250 STARTTLS
 *                                    STARTTLS
 *   220 ready
 *                                    TLS handshake
 * </pre>
 *
 * A reply is answered only when nothing came behind it. What came in the clear after the last 220 would otherwise be taken
 * for something that was said under TLS, which is how somebody in between puts words into the service's mouth.
 */
final class SmtpOpening extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int LIMIT = 4_096;
    private static final int SHOWN = 80;

    /** The reply that is waited for. */
    private enum Awaited {
        GREETING("SMTP greeting", 220, Cause.BANNER_MISMATCH),
        EHLO("reply to EHLO", 250, Cause.BANNER_MISMATCH),
        STARTTLS("reply to STARTTLS", 220, Cause.TLS_FAILED);

        private final String words;
        private final int code;
        private final Cause otherwise;

        Awaited(String words, int code, Cause otherwise) {
            this.words = words;
            this.code = code;
            this.otherwise = otherwise;
        }
    }

    private final StringBuilder heard = new StringBuilder();
    private final CompletableFuture<Void> agreed = new CompletableFuture<>();
    private volatile Awaited awaited = Awaited.GREETING;
    private volatile Optional<StepFailure> intrusion = Optional.empty();
    private int room = LIMIT;

    /** Ends when the service is ready for the handshake; fails with {@link StepFailure} or whatever closed the channel. */
    CompletableFuture<Void> agreed() {
        return agreed;
    }

    /** What the service has still to say, in words. */
    String awaited() {
        return awaited.words;
    }

    /** Set when something was said in the clear after both ends had agreed on TLS. */
    Optional<StepFailure> intrusion() {
        return intrusion;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes)
            throws StepFailure, ClosedChannelException {
        int taken = Math.min(room, bytes.readableBytes());
        heard.append(bytes.toString(bytes.readerIndex(), taken, StandardCharsets.ISO_8859_1));
        room -= taken;
        if (agreed.isDone()) {
            intrusion = Optional.of(inTheClear());
            return;
        }
        Optional<SmtpReply> reply = SmtpReply.first(heard.toString());
        if (reply.isPresent()) {
            answer(context, reply.get());
        } else if (room == 0) {
            throw failure(
                    Cause.BANNER_MISMATCH, "the end of the " + awaited.words + " in the first " + LIMIT + " bytes");
        }
    }

    private void answer(ChannelHandlerContext context, SmtpReply reply) throws StepFailure, ClosedChannelException {
        if (reply.code() != awaited.code) {
            throw failure(awaited.otherwise, awaited.words + " " + awaited.code);
        }
        if (awaited == Awaited.EHLO && !reply.offers("STARTTLS")) {
            throw failure(Cause.TLS_FAILED, "STARTTLS among the extensions");
        }
        heard.delete(0, reply.length());
        if (!heard.isEmpty()) {
            throw inTheClear();
        }
        switch (awaited) {
            case GREETING -> say(context, "EHLO " + self(context), Awaited.EHLO);
            case EHLO -> say(context, "STARTTLS", Awaited.STARTTLS);
            case STARTTLS -> agreed.complete(null);
        }
    }

    private void say(ChannelHandlerContext context, String command, Awaited next) {
        awaited = next;
        var _ = context.writeAndFlush(Unpooled.copiedBuffer(command + "\r\n", StandardCharsets.US_ASCII));
    }

    /** The own address as a literal (RFC 5321 section 4.1.3): the name of this host is nobody's business. */
    private static String self(ChannelHandlerContext context) throws ClosedChannelException {
        if (!(context.channel().localAddress() instanceof InetSocketAddress local)) {
            throw new ClosedChannelException();
        }
        InetAddress address = local.getAddress();
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
    }

    private StepFailure inTheClear() {
        return failure(awaited.otherwise, "nothing in the clear behind the " + awaited.words);
    }

    private StepFailure failure(Cause cause, String expected) {
        String start = heard.substring(0, Math.min(heard.length(), SHOWN)).stripTrailing();
        return new StepFailure(Outcome.REFUSED, cause, "expected " + expected + ". Found: \"" + start + '"');
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        agreed.completeExceptionally(new ClosedChannelException());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        agreed.completeExceptionally(failure);
    }
}

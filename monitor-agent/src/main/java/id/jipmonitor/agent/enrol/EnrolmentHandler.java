package id.jipmonitor.agent.enrol;

import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Asks once the server has shown who it is, and not before: until then the token stays here. */
final class EnrolmentHandler extends SimpleChannelInboundHandler<Message> {
    private final EnrolRequest request;
    private final CompletableFuture<Message> answer;

    EnrolmentHandler(EnrolRequest request, CompletableFuture<Message> answer) {
        super(Message.class);
        this.request = request;
        this.answer = answer;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                var _ = context.writeAndFlush(request); // what came of it shows in the answer
            } else {
                answer.completeExceptionally(handshake.cause());
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Message message) {
        answer.complete(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answer.completeExceptionally(new IOException("the server closed the connection without an answer."
                + " Is it the port of enrolment? If so, its log says why"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        answer.completeExceptionally(cause);
        var _ = context.close();
    }
}

package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.Refusal;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question, one answer, and the connection ends.
 *
 * <pre>
 *   CONNECTED -- EnrolRequest --> ASKED -- answer, after a pause when the token was wrong --> closed
 *       |                           |
 *       +--- anything else, or too late ---> closed
 * </pre>
 */
final class EnrolmentHandler extends SimpleChannelInboundHandler<Message> {
    /** A connection lives no longer than this. */
    static final Duration LIFE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentHandler.class);

    private final EnrolmentDesk desk;
    private final Executor workers;
    private final Duration pause;
    private boolean asked;
    private @Nullable Future<?> deadline;

    /** @param pause before a wrong token is told to be one */
    EnrolmentHandler(EnrolmentDesk desk, Executor workers, Duration pause) {
        super(Message.class);
        this.desk = desk;
        this.workers = workers;
        this.pause = pause;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> end(context), LIFE.toMillis(), TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Message message) {
        if (asked) {
            return;
        }
        asked = true;
        context.channel().config().setAutoRead(false);
        if (message instanceof EnrolRequest request) {
            workers.execute(() -> answer(context, request));
        } else {
            say(
                    context,
                    new Refusal("expected a request to enrol. Found: "
                            + message.getClass().getSimpleName() + ". This is the port of enrolment"));
        }
    }

    private void answer(ChannelHandlerContext context, EnrolRequest request) {
        try {
            EnrolmentDesk.Answer answer = desk.answer(request, context.channel().remoteAddress());
            long wait = answer.wrongToken() ? pause.toMillis() : 0;
            var _ = context.executor().schedule(() -> say(context, answer.message()), wait, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // The database failed; whether the token was used up can only be told there.
            LOG.error("enrolment of {} failed", context.channel().remoteAddress(), e);
            context.executor().execute(() -> say(context, new Refusal("the server failed; its log says why")));
        }
    }

    private static void end(ChannelHandlerContext context) {
        var _ = context.close(); // channelInactive tells when it is done
    }

    private static void say(ChannelHandlerContext context, Message message) {
        var _ = context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("enrolment of {} ended", context.channel().remoteAddress(), cause);
        var _ = context.close(); // a stranger that speaks something else learns nothing
    }
}

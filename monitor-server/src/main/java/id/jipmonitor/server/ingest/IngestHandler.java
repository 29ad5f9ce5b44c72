package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.tls.PeerIdentity;
import id.jipmonitor.protocol.wire.MalformedMessageException;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The order of a conversation, and who may have it.
 *
 * <pre>
 *   CONNECTED -- handshake --> CERTIFIED -- Hello of that agent --> GREETED -- batches, heartbeats, answers --+
 *       |                          |                                   |  ^___________________________________|
 *       +---------- anything else, or nothing in time -----------------+--> REFUSED: said, logged, counted, closed
 * </pre>
 */
final class IngestHandler extends SimpleChannelInboundHandler<Message> {
    private final Sessions sessions;
    private final AgentDirectory agents;
    private final RefusalLog refusals;
    private final Duration helloTimeout;
    private Optional<AgentId> certified = Optional.empty();
    private Optional<AgentSession> session = Optional.empty();
    private @Nullable Future<?> helloDeadline;
    private boolean refused;

    IngestHandler(Sessions sessions, AgentDirectory agents, RefusalLog refusals, Duration helloTimeout) {
        super(Message.class);
        this.sessions = sessions;
        this.agents = agents;
        this.refusals = refusals;
        this.helloTimeout = helloTimeout;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        switch (event) {
            case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> certify(context);
            case SslHandshakeCompletionEvent handshake -> refuse(context, Refused.TLS, rootMessage(handshake.cause()));
            case IdleStateEvent _ -> silent(context);
            default -> context.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Message message) {
        if (refused) {
            return;
        }
        switch (message) {
            case Hello hello -> greet(context, hello);
            case Batch batch -> inSession(context, batch.agent(), batch.boot(), greeted -> greeted.accept(batch));
            case Heartbeat heartbeat ->
                inSession(context, heartbeat.agent(), heartbeat.boot(), greeted -> greeted.accept(heartbeat));
            case AssignmentAnswer answer ->
                session.ifPresentOrElse(greeted -> greeted.accept(answer), () -> outOfPlace(context, message));
            case Welcome _,
                    Refusal _,
                    AssignmentOffer _,
                    Ack _,
                    Message.EnrolRequest _,
                    Message.EnrolAnswer _,
                    Message.RenewalRequest _,
                    Message.RenewalAnswer _,
                    Message.Authorities _ -> outOfPlace(context, message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        session.ifPresent(AgentSession::adjustReading);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        session.ifPresent(sessions::leave);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse(context, kind(cause), rootMessage(cause));
    }

    private void certify(ChannelHandlerContext context) throws SSLException {
        PeerIdentity identity = PeerIdentity.of(
                context.pipeline().get(SslHandler.class).engine().getSession());
        switch (identity) {
            case PeerIdentity.Agent agent -> certified = Optional.of(agent.id());
            case PeerIdentity.Server _ -> refuse(context, Refused.IDENTITY, "certificate of a server");
        }
        helloDeadline = context.executor()
                .schedule(
                        () -> refuse(
                                context, Refused.SILENT, "expected Hello within " + helloTimeout + ". Found: none"),
                        helloTimeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void greet(ChannelHandlerContext context, Hello hello) {
        cancelDeadline();
        if (session.isPresent()) {
            outOfPlace(context, hello);
        } else if (!certified.equals(Optional.of(hello.agent()))) {
            refuse(context, Refused.IDENTITY, mismatch("hello", hello.agent()));
        } else if (!hello.version().servedByThisBuild()) {
            refuse(
                    context,
                    Refused.VERSION,
                    "protocol version: expected " + ProtocolVersion.CURRENT.number() + " or the one before. Found: "
                            + hello.version().number() + ". Bring agent and server to neighbouring releases");
        } else if (!agents.knows(hello.agent())) {
            refuse(
                    context,
                    Refused.UNKNOWN_AGENT,
                    "agent: expected one that the network knows. Found: " + hello.agent()
                            + ". Name it at its site in network.yaml");
        } else {
            session = Optional.of(sessions.enter(hello, context.channel()));
        }
    }

    private void inSession(ChannelHandlerContext context, AgentId agent, BootId boot, Consumer<AgentSession> action) {
        if (session.isEmpty()) {
            refuse(context, Refused.OUT_OF_PLACE, "first message: expected Hello. Found: another");
            return;
        }
        AgentSession greeted = session.get();
        if (!agent.equals(greeted.agent())) {
            refuse(context, Refused.IDENTITY, mismatch("batch or heartbeat", agent));
        } else if (!boot.equals(greeted.boot())) {
            refuse(
                    context,
                    Refused.IDENTITY,
                    "batch or heartbeat: expected boot " + greeted.boot() + ", as Hello said. Found: " + boot);
        } else {
            action.accept(greeted);
        }
    }

    private String mismatch(String what, AgentId found) {
        return what + ": expected the agent " + certified.map(AgentId::value).orElse("of the certificate")
                + ", as the certificate and Hello say. Found: " + found;
    }

    private void outOfPlace(ChannelHandlerContext context, Message message) {
        refuse(
                context,
                Refused.OUT_OF_PLACE,
                "message: expected one that an agent sends at this point. Found: "
                        + message.getClass().getSimpleName());
    }

    private void silent(ChannelHandlerContext context) {
        if (session.isEmpty() || !session.get().busy()) {
            refuse(context, Refused.SILENT, "expected a message in time. Found: none");
        }
    }

    private void refuse(ChannelHandlerContext context, Refused kind, String detail) {
        if (refused) {
            return;
        }
        refused = true;
        cancelDeadline();
        refusals.refused(kind, context.channel().remoteAddress(), detail);
        if (certified.isEmpty() || kind == Refused.TRANSPORT) {
            var _ = context.close(); // there is nobody to whom the reason could be told
        } else {
            var _ = context.writeAndFlush(new Refusal(detail)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void cancelDeadline() {
        if (helloDeadline != null) {
            helloDeadline.cancel(false);
        }
    }

    private static Refused kind(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return Refused.TLS;
            }
            if (each instanceof MalformedMessageException || each instanceof TooLongFrameException) {
                return Refused.MALFORMED;
            }
        }
        return cause instanceof DecoderException ? Refused.MALFORMED : Refused.TRANSPORT;
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}

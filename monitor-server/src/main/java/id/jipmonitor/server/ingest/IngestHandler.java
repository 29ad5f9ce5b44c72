package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.tls.PeerIdentity;
import id.jipmonitor.protocol.tls.RenewalRule;
import id.jipmonitor.protocol.wire.MalformedMessageException;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(IngestHandler.class);

    private final Sessions sessions;
    private final AgentDirectory agents;
    private final Identities identities;
    private final RefusalLog refusals;
    private final Duration helloTimeout;
    private Optional<Certified> certified = Optional.empty();
    private boolean renewing;
    private Optional<AgentSession> session = Optional.empty();
    private @Nullable Future<?> helloDeadline;
    private boolean refused;

    IngestHandler(
            Sessions sessions,
            AgentDirectory agents,
            Identities identities,
            RefusalLog refusals,
            Duration helloTimeout) {
        super(Message.class);
        this.sessions = sessions;
        this.agents = agents;
        this.identities = identities;
        this.refusals = refusals;
        this.helloTimeout = helloTimeout;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        switch (event) {
            case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> certify(context);
            case SslHandshakeCompletionEvent handshake -> refuse(context, Refused.TLS, rootMessage(handshake.cause()));
            case IdleStateEvent idle
            when idle.state() == IdleState.WRITER_IDLE -> session.ifPresent(AgentSession::showLife);
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
            case RenewalRequest request -> renew(context, request);
            case Welcome _,
                    Refusal _,
                    AssignmentOffer _,
                    Ack _,
                    Message.HeartbeatAnswer _,
                    Message.EnrolRequest _,
                    Message.EnrolAnswer _,
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
        SSLSession tls = context.pipeline().get(SslHandler.class).engine().getSession();
        X509Certificate certificate = (X509Certificate) tls.getPeerCertificates()[0];
        switch (PeerIdentity.of(certificate)) {
            case PeerIdentity.Agent(AgentId agent) -> {
                certified = Optional.of(new Certified(agent, certificate));
                identities
                        .desk()
                        .refusal(agent, certificate)
                        .ifPresent(reason -> refuse(context, Refused.REVOKED, reason));
            }
            case PeerIdentity.Server _ -> refuse(context, Refused.IDENTITY, "certificate of a server");
        }
        if (refused) {
            return;
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
        } else if (certified.isEmpty() || !certified.get().agent().equals(hello.agent())) {
            refuse(context, Refused.IDENTITY, mismatch("hello", hello.agent()));
        } else if (lapsed(certified.get())) {
            refuse(
                    context,
                    Refused.LAPSED,
                    "certificate: expected one that is valid. Found: one of " + hello.agent() + " that lapsed at "
                            + certified.get().certificate().getNotAfter().toInstant()
                            + "; it serves only for its renewal");
        } else if (!hello.version().servedByThisBuild()) {
            refuse(
                    context,
                    Refused.VERSION,
                    "protocol version: expected " + ProtocolVersion.CURRENT.number() + " or the one before. Found: "
                            + hello.version().number() + ". Bring agent and server to neighbouring releases");
        } else if (!agents.knows(hello.agent())) {
            unknown(context, hello.agent());
        } else {
            session = Optional.of(
                    sessions.enter(hello, context.channel(), certified.get().certificate()));
        }
    }

    /** A session with a lapsed certificate ends with the answer. */
    private void renew(ChannelHandlerContext context, RenewalRequest request) {
        cancelDeadline();
        if (certified.isEmpty() || renewing) {
            outOfPlace(context, request);
            return;
        }
        Certified asking = certified.get();
        if (!agents.knows(asking.agent())) {
            unknown(context, asking.agent());
            return;
        }
        renewing = true;
        boolean last = session.isEmpty();
        Thread.ofVirtual().name("renewal-" + asking.agent()).start(() -> {
            RenewalAnswer answer = renewed(asking, request);
            context.executor().execute(() -> {
                renewing = false;
                var said = context.writeAndFlush(answer);
                if (last) {
                    said.addListener(ChannelFutureListener.CLOSE);
                }
            });
        });
    }

    private RenewalAnswer renewed(Certified asking, RenewalRequest request) {
        try {
            return identities.desk().renew(asking.agent(), asking.certificate(), request.request());
        } catch (RuntimeException e) {
            LOG.error("{}: its certificate could not be renewed", asking.agent(), e);
            return RenewalAnswer.refused("the server failed; its log says why");
        }
    }

    private boolean lapsed(Certified peer) {
        return identities
                .time()
                .clock()
                .map(clock -> RenewalRule.lapsed(peer.certificate(), clock.instant()))
                .orElse(false);
    }

    private void unknown(ChannelHandlerContext context, AgentId agent) {
        refuse(
                context,
                Refused.UNKNOWN_AGENT,
                "agent: expected one that the network knows. Found: " + agent
                        + ". Name it at its site in network.yaml");
    }

    private record Certified(AgentId agent, X509Certificate certificate) {}

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
        return what + ": expected the agent "
                + certified.map(each -> each.agent().value()).orElse("of the certificate")
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
            var _ = context.writeAndFlush(new Refusal(detail, kind == Refused.MALFORMED))
                    .addListener(ChannelFutureListener.CLOSE);
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

package id.jipmonitor.protocol.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.Rejected;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Between {@link Message} and protobuf, the only way. What leaves passes the same bounds as what arrives, so that a
 * message this end would refuse is found here and not by the peer. Instants travel in whole microseconds.
 */
public final class Messages {
    /** Most gaps of a batch. */
    public static final int MAX_GAPS = 1_000;
    /** Most lines of an answer. */
    public static final int MAX_PROBLEMS = 100;

    private static final int MAX_SOFTWARE = 64;
    private static final int MAX_BACKLOG_PER_SECOND = 1_000_000_000;

    private Messages() {}

    /**
     * The protobuf form, equal for equal messages.
     *
     * @throws MalformedMessageException when a field passes its bound
     */
    public static byte[] encode(Message message) {
        return encode(message, batch -> Wire.Frame.newBuilder().setBatch(new BatchWriter(batch).write()));
    }

    /** As {@link #encode(Message)}, with batches packed after those that the memory knows. */
    static byte[] encode(Message message, SentBefore before) {
        return encode(message, batch -> Wire.Frame.newBuilder().setPackedBatch(new BatchWriter(batch, before).write()));
    }

    private static byte[] encode(Message message, Function<Batch, Wire.Frame.Builder> batches) {
        Wire.Frame.Builder frame = Wire.Frame.newBuilder();
        switch (message) {
            case Hello hello -> frame.setHello(hello(hello));
            case Welcome welcome ->
                frame.setWelcome(Wire.Welcome.newBuilder()
                        .setVersion(welcome.version().number())
                        .setAt(Bounds.micros(welcome.at())));
            case Refusal refusal ->
                frame.setRefusal(Wire.Refusal.newBuilder()
                        .setReason(Bounds.cut(refusal.reason()))
                        .setUnreadable(refusal.unreadable()));
            case AssignmentOffer offer ->
                frame.setAssignmentOffer(Wire.AssignmentOffer.newBuilder()
                        .setHash(Bounds.hash(offer.hash()))
                        .setDocument(offer.document()));
            case AssignmentAnswer answer -> frame.setAssignmentAnswer(answer(answer));
            case Batch batch -> frame.mergeFrom(batches.apply(batch).build());
            case Ack ack -> frame.setAck(ack(ack));
            case Heartbeat heartbeat -> frame.setHeartbeat(Heartbeats.encode(heartbeat));
            case Message.HeartbeatAnswer answer ->
                frame.setHeartbeatAnswer(Wire.HeartbeatAnswer.newBuilder().setAt(Bounds.micros(answer.at())));
            case Message.EnrolRequest request -> frame.setEnrolRequest(CertificateMessages.encode(request));
            case Message.EnrolAnswer answer -> frame.setEnrolAnswer(CertificateMessages.encode(answer));
            case Message.RenewalRequest request -> frame.setRenewalRequest(CertificateMessages.encode(request));
            case Message.RenewalAnswer answer -> frame.setRenewalAnswer(CertificateMessages.encode(answer));
            case Message.Authorities authorities -> frame.setAuthorities(CertificateMessages.encode(authorities));
        }
        return frame.build().toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote, here or at a peer that one must not trust.
     *
     * @throws MalformedMessageException when the bytes are no message or a field passes its bound
     */
    public static Message decode(ByteBuffer bytes) {
        return decode(bytes, new HeardBefore());
    }

    /** As {@link #decode(ByteBuffer)}; a packed batch may go on where the memory stands. */
    static Message decode(ByteBuffer bytes, HeardBefore before) {
        try {
            return message(Wire.Frame.parseFrom(bytes), before);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(
                    "frame: expected a protobuf message of " + ProtocolVersion.CURRENT + ". Found: " + e.getMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Message message(Wire.Frame frame, HeardBefore before) {
        return switch (frame.getBodyCase()) {
            case HELLO -> hello(frame.getHello());
            case WELCOME ->
                new Welcome(
                        version(frame.getWelcome().getVersion()),
                        Bounds.instant(frame.getWelcome().getAt()));
            case REFUSAL ->
                new Refusal(
                        Bounds.line("refusal reason", frame.getRefusal().getReason(), Bounds.MAX_LINE),
                        frame.getRefusal().getUnreadable());
            case ASSIGNMENT_OFFER ->
                new AssignmentOffer(
                        Bounds.hash(frame.getAssignmentOffer().getHash()),
                        frame.getAssignmentOffer().getDocument());
            case ASSIGNMENT_ANSWER -> answer(frame.getAssignmentAnswer());
            case BATCH -> new BatchReader(frame.getBatch()).read();
            case PACKED_BATCH -> new BatchReader(frame.getPackedBatch(), before).read();
            case ACK -> ack(frame.getAck());
            case HEARTBEAT -> Heartbeats.decode(frame.getHeartbeat());
            case HEARTBEAT_ANSWER ->
                new Message.HeartbeatAnswer(
                        Bounds.instant(frame.getHeartbeatAnswer().getAt()));
            case ENROL_REQUEST -> CertificateMessages.decode(frame.getEnrolRequest());
            case ENROL_ANSWER -> CertificateMessages.decode(frame.getEnrolAnswer());
            case RENEWAL_REQUEST -> CertificateMessages.decode(frame.getRenewalRequest());
            case RENEWAL_ANSWER -> CertificateMessages.decode(frame.getRenewalAnswer());
            case AUTHORITIES -> CertificateMessages.decode(frame.getAuthorities());
            case BODY_NOT_SET ->
                throw new MalformedMessageException(
                        "frame: expected a body that " + ProtocolVersion.CURRENT + " knows. Found: none");
        };
    }

    private static ProtocolVersion version(int number) {
        return new ProtocolVersion((int) Bounds.within("protocol version", number, 1, Short.MAX_VALUE));
    }

    private static Wire.Hello hello(Hello hello) {
        return Wire.Hello.newBuilder()
                .setVersion(hello.version().oldest().number())
                .setNewest(hello.version().number() == 1 ? 0 : hello.version().number())
                .setAgent(hello.agent().value())
                .setBoot(hello.boot().value())
                .setSoftware(Bounds.line("software", hello.software(), MAX_SOFTWARE))
                .setAssignmentHash(hello.assignmentHash().map(Bounds::hash).orElse(""))
                .setAt(Bounds.micros(hello.at()))
                .build();
    }

    private static Hello hello(Wire.Hello hello) {
        String hash = hello.getAssignmentHash();
        ProtocolVersion oldest = version(hello.getVersion());
        return new Hello(
                hello.getNewest() == 0 ? oldest : version(hello.getNewest()),
                new AgentId(hello.getAgent()),
                new BootId(hello.getBoot()),
                Bounds.line("software", hello.getSoftware(), MAX_SOFTWARE),
                hash.isEmpty() ? Optional.empty() : Optional.of(Bounds.hash(hash)),
                Bounds.instant(hello.getAt()));
    }

    private static Wire.AssignmentAnswer answer(AssignmentAnswer answer) {
        return Wire.AssignmentAnswer.newBuilder()
                .setHash(Bounds.hash(answer.hash()))
                .addAllProblems(answer.problems().stream()
                        .limit(MAX_PROBLEMS)
                        .map(Bounds::cut)
                        .toList())
                .build();
    }

    private static AssignmentAnswer answer(Wire.AssignmentAnswer answer) {
        Bounds.atMost("problems", answer.getProblemsCount(), MAX_PROBLEMS);
        return new AssignmentAnswer(
                Bounds.hash(answer.getHash()),
                answer.getProblemsList().stream()
                        .map(each -> Bounds.line("problem", each, Bounds.MAX_LINE))
                        .toList());
    }

    private static Wire.Ack ack(Ack ack) {
        Wire.Ack.Builder builder = Wire.Ack.newBuilder()
                .setBoot(ack.boot().value())
                .setFirst(ack.first())
                .setLast(ack.last())
                .setBacklogResultsPerSecond(ack.backlogPerSecond());
        for (Rejected each : ack.rejected()) {
            builder.addRejected(
                    Wire.Rejected.newBuilder().setNumber(each.number()).setReason(Bounds.cut(each.reason())));
        }
        return builder.build();
    }

    private static Ack ack(Wire.Ack ack) {
        long first = Bounds.within("ack first", ack.getFirst(), 1, Long.MAX_VALUE);
        long last = Bounds.within("ack last", ack.getLast(), first - 1, Long.MAX_VALUE);
        Bounds.atMost("ack rejected", ack.getRejectedCount(), Batch.MAX_RESULTS);
        List<Rejected> rejected = ack.getRejectedList().stream()
                .map(each -> new Rejected(
                        Bounds.within("ack rejected number", each.getNumber(), first, last),
                        Bounds.line("ack rejected reason", each.getReason(), Bounds.MAX_LINE)))
                .toList();
        int backlog = (int) Bounds.within("ack backlog", ack.getBacklogResultsPerSecond(), 0, MAX_BACKLOG_PER_SECOND);
        return new Ack(new BootId(ack.getBoot()), first, last, rejected, backlog);
    }
}

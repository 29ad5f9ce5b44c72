package id.jipmonitor.server.notify;

import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.notify.Notice.Stage;
import id.jipmonitor.server.notify.Outbox.TellingAt;
import id.jipmonitor.server.notify.plan.GroupKey;
import id.jipmonitor.server.notify.plan.IncidentLabels;
import id.jipmonitor.server.notify.plan.NotifyDecision;
import id.jipmonitor.server.notify.plan.NotifyGroup;
import id.jipmonitor.server.notify.plan.Receiver;
import id.jipmonitor.server.notify.plan.Receiver.Destination;
import id.jipmonitor.server.notify.plan.Route;
import id.jipmonitor.server.notify.plan.Routing;
import id.jipmonitor.server.notify.plan.Told;
import id.jipmonitor.server.state.StateDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From incidents to messages. Incidents may be handed in by any thread; one thread calls {@link #tick} every second or
 * so, another one {@link #deliver}, so that a relay that hangs delays no decision.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final Route root;
    private final Map<String, Receiver> receivers;
    private final NoticeWriter writer;
    private final NoticeJson json;
    private final Outbox outbox;
    private final Courier courier;
    private final List<Channel> channels;
    private final ConcurrentLinkedQueue<Incident> arrived = new ConcurrentLinkedQueue<>();
    private final Map<String, NotifyGroup> groups = new TreeMap<>();

    /** The notifier on the server's relational state; it owns the channels and closes them. */
    public static Notifier open(
            Route root,
            Map<String, Receiver> receivers,
            Map<Condition, Rule> rules,
            IncidentNames names,
            StateDatabase state,
            List<Channel> channels) {
        return new Notifier(root, receivers, rules, names, new StoredOutbox(state.jdbi()), channels);
    }

    Notifier(
            Route root,
            Map<String, Receiver> receivers,
            Map<Condition, Rule> rules,
            IncidentNames names,
            Outbox outbox,
            List<Channel> channels) {
        this.root = root;
        this.receivers = Map.copyOf(receivers);
        this.writer = new NoticeWriter(rules, names);
        this.json = new NoticeJson(names, this::labels);
        this.outbox = outbox;
        this.courier = new Courier(outbox, channels);
        this.channels = List.copyOf(channels);
    }

    /**
     * An incident as it is now: opened, changed or ended. After a restart every open incident, and those that ended
     * lately, must be handed in again; what was told already is known from the outbox and not told twice.
     */
    public void offer(Incident incident) {
        arrived.add(incident);
    }

    /** Decides what is due and keeps it in the outbox. */
    public void tick(Instant now) {
        for (Incident each = arrived.peek(); each != null; each = arrived.peek()) {
            join(each);
            var _ = arrived.poll(); // only now: it must not be lost when the database fails meanwhile
        }
        List.copyOf(groups.values()).forEach(group -> decide(group, now));
    }

    /** One attempt for every message that is due. Blocks for as long as the channels need; safe beside {@link #tick}. */
    public void deliver(Instant now) {
        courier.round(now);
    }

    /** How many messages are in which state: WAITING, DELIVERED, FAILED. */
    public static Map<String, Long> counts(StateDatabase state) {
        return new StoredOutbox(state.jdbi()).counts();
    }

    private void join(Incident incident) {
        Map<String, String> labels = labels(incident);
        for (Routing.Taken taken : Routing.of(root, labels)) {
            Receiver receiver = receivers.get(taken.route().receiver());
            if (receiver != null) {
                GroupKey key = taken.group(labels);
                NotifyGroup group =
                        groups.computeIfAbsent(key.toString(), any -> NotifyGroup.empty(key, taken.route(), receiver));
                groups.put(key.toString(), remembered(group, incident));
            }
        }
    }

    private NotifyGroup remembered(NotifyGroup group, Incident incident) {
        if (group.members().containsKey(incident.id())) {
            return group.with(incident);
        }
        TellingAt known = outbox.told(group.key()).get(incident.id());
        if (known == null) {
            return group.with(incident);
        }
        NotifyGroup joined = group.with(incident, known.told());
        Optional<Instant> last = group.lastSentAt();
        return last.isPresent() && last.get().isAfter(known.at()) ? joined : joined.toldAt(known.at());
    }

    private void decide(NotifyGroup group, Instant now) {
        NotifyDecision decision = group.decide(now);
        if (decision.sends()) {
            tell(group, decision, now);
            keep(group.after(decision, now));
        } else if (decision.reason() == NotifyDecision.Reason.ENDED_UNTOLD) {
            groups.remove(group.key().toString());
        }
    }

    private void keep(NotifyGroup group) {
        if (group.members().isEmpty()) {
            groups.remove(group.key().toString());
        } else {
            groups.put(group.key().toString(), group);
        }
    }

    private void tell(NotifyGroup group, NotifyDecision decision, Instant now) {
        Map<IncidentId, Told> told = new TreeMap<>();
        decision.firing().forEach(each -> told.put(each.id(), Told.FIRING));
        decision.resolved().forEach(each -> told.put(each.id(), Told.RESOLVED));
        List<Notice> notices = new ArrayList<>();
        for (Destination each : group.receiver().destinations()) {
            notices.add(notice(group, decision, each));
        }
        outbox.add(notices, group.key(), told, now);
        LOG.info(
                "{} is told ({}): {} firing, {} resolved",
                group.key(),
                decision.reason(),
                decision.firing().size(),
                decision.resolved().size());
    }

    private Notice notice(NotifyGroup group, NotifyDecision decision, Destination destination) {
        Receiver receiver = group.receiver();
        String subject = writer.subject(receiver, decision.firing(), decision.resolved());
        String text = writer.text(receiver, decision.firing(), decision.resolved());
        String key = digest(group.key() + "|" + destination + "|" + decision.reason() + "|" + decision.firing() + "|"
                + decision.resolved() + "|"
                + group.lastSentAt().map(Instant::toString).orElse("first"));
        Stage stage = decision.firing().isEmpty() ? Stage.RESOLVED : Stage.FIRING;
        return new Notice(
                key,
                digest(group.key().toString()),
                destination,
                receiver.language(),
                stage,
                subject,
                text,
                json.write(group.key(), decision, subject, text));
    }

    private Map<String, String> labels(Incident incident) {
        return IncidentLabels.of(incident, writer.rule(incident));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    @Override
    public void close() {
        channels.forEach(Channel::close);
    }
}

package id.jipmonitor.server.notify;

import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.notify.Notice.Stage;
import id.jipmonitor.server.notify.plan.GroupKey;
import id.jipmonitor.server.notify.plan.Receiver.Destination;
import id.jipmonitor.server.notify.plan.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** The outbox in the relational state. Times are microseconds since 1970. */
final class StoredOutbox implements Outbox {
    private final Jdbi jdbi;

    StoredOutbox(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void add(List<Notice> notices, GroupKey group, Map<IncidentId, Told> told, Instant at) {
        jdbi.useTransaction(handle -> {
            notices.forEach(notice -> insert(handle, notice, at));
            told.forEach((incident, what) -> remember(handle, group, incident, what, at));
        });
    }

    private static void insert(Handle handle, Notice notice, Instant at) {
        handle.createUpdate("INSERT INTO outbox (notice_key, thread, channel, address, language, stage, subject, body,"
                        + " json, created_at, attempts, next_attempt_at, state, answer)"
                        + " VALUES (:key, :thread, :channel, :address, :language, :stage, :subject, :body, :json, :at, 0, :at,"
                        + " 'WAITING', '') ON CONFLICT (notice_key) DO NOTHING")
                .bind("key", notice.key())
                .bind("thread", notice.thread())
                .bind("channel", notice.destination().channel())
                .bind("address", notice.destination().address())
                .bind("language", notice.language().toLanguageTag())
                .bind("stage", notice.stage().name())
                .bind("subject", notice.subject())
                .bind("body", notice.text())
                .bind("json", notice.json())
                .bind("at", micros(at))
                .execute();
    }

    private static void remember(Handle handle, GroupKey group, IncidentId incident, Told told, Instant at) {
        handle.createUpdate("INSERT INTO told (group_key, incident_id, told, told_at) VALUES (:group, :incident, :told,"
                        + " :at) ON CONFLICT (group_key, incident_id) DO UPDATE SET told = excluded.told, told_at ="
                        + " excluded.told_at")
                .bind("group", group.toString())
                .bind("incident", incident.value())
                .bind("told", told.name())
                .bind("at", micros(at))
                .execute();
    }

    @Override
    public Map<IncidentId, TellingAt> told(GroupKey group) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT incident_id, told, told_at FROM told WHERE group_key = :group")
                .bind("group", group.toString())
                .reduceRows(new TreeMap<>(), (found, row) -> {
                    found.put(
                            new IncidentId(text(row, "incident_id")),
                            new TellingAt(Told.valueOf(text(row, "told")), instant(row, "told_at")));
                    return found;
                }));
    }

    @Override
    public List<Waiting> waiting(int most, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT notice_key, thread, channel, address, language, stage,"
                                + " subject, body, json, attempts, created_at, next_attempt_at FROM outbox"
                                + " WHERE state = 'WAITING' AND NOT EXISTS (SELECT 1 FROM outbox AS later"
                                + " WHERE later.state = 'WAITING' AND later.next_attempt_at > :now"
                                + " AND later.channel = outbox.channel AND later.address = outbox.address)"
                                + " ORDER BY created_at, notice_key LIMIT :most")
                .bind("now", micros(now))
                .bind("most", most)
                .reduceRows(new ArrayList<>(), (found, row) -> {
                    found.add(read(row));
                    return found;
                }));
    }

    private static Waiting read(RowView row) {
        Notice notice = new Notice(
                text(row, "notice_key"),
                text(row, "thread"),
                new Destination(text(row, "channel"), text(row, "address")),
                Locale.forLanguageTag(text(row, "language")),
                Stage.valueOf(text(row, "stage")),
                text(row, "subject"),
                text(row, "body"),
                text(row, "json"));
        return new Waiting(
                notice,
                row.getColumn("attempts", Integer.class),
                instant(row, "created_at"),
                instant(row, "next_attempt_at"));
    }

    @Override
    public void attempted(Waiting message, Receipt receipt, Instant at, Instant nextAttempt, boolean givenUp) {
        String state = switch (receipt) {
            case Receipt.Delivered delivered -> "DELIVERED";
            case Receipt.Permanent permanent -> "FAILED";
            case Receipt.Recoverable recoverable -> givenUp ? "FAILED" : "WAITING";
        };
        jdbi.useHandle(
                handle -> handle.createUpdate("UPDATE outbox SET attempts = attempts + 1, next_attempt_at = :next,"
                                + " attempted_at = :at, state = :state, answer = :answer WHERE notice_key = :key")
                        .bind("next", micros(nextAttempt))
                        .bind("at", micros(at))
                        .bind("state", state)
                        .bind("answer", receipt.answer())
                        .bind("key", message.notice().key())
                        .execute());
    }

    @Override
    public Map<String, Long> counts() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT state, COUNT(*) AS messages FROM outbox GROUP BY state")
                .reduceRows(new TreeMap<>(), (found, row) -> {
                    found.put(text(row, "state"), row.getColumn("messages", Long.class));
                    return found;
                }));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static Instant instant(RowView row, String column) {
        return Instant.EPOCH.plus(row.getColumn(column, Long.class), ChronoUnit.MICROS);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}

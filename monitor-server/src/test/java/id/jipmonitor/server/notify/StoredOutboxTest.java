package id.jipmonitor.server.notify;

import static id.jipmonitor.server.notify.Incidents.START;
import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.notify.Outbox.Waiting;
import id.jipmonitor.server.notify.plan.GroupKey;
import id.jipmonitor.server.notify.plan.Receiver.Destination;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits, and for whom. */
class StoredOutboxTest {
    private static final GroupKey GROUP = new GroupKey("noc", "", "");

    @TempDir
    private Path directory;

    @Test
    void waiting_manyToAnAddressThatFails_hidesNobodyElses() {
        try (StateDatabase state = StateDatabase.open(new StateSettings.Sqlite(Path.of("state.db")), directory)) {
            Outbox outbox = new StoredOutbox(state.jdbi());
            List<Notice> many = IntStream.range(100, 110)
                    .mapToObj(i -> notice("a" + i, "dead"))
                    .toList();
            outbox.add(many, GROUP, Map.of(), START);
            outbox.add(List.of(notice("b", "alive")), GROUP, Map.of(), START.plusSeconds(1));
            Instant retry = START.plusSeconds(7);
            outbox.attempted(
                    outbox.waiting(1, START).getFirst(),
                    new Receipt.Recoverable("not now"),
                    START.plusSeconds(2),
                    retry,
                    false);

            assertThat(outbox.waiting(5, retry.minusSeconds(1)))
                    .extracting(Waiting::notice)
                    .extracting(Notice::key)
                    .containsExactly("b");
            assertThat(outbox.waiting(5, retry))
                    .extracting(Waiting::notice)
                    .extracting(Notice::key)
                    .containsExactly("a100", "a101", "a102", "a103", "a104");
        }
    }

    private static Notice notice(String key, String address) {
        return new Notice(
                key,
                "thread",
                new Destination("email", address),
                Locale.ENGLISH,
                Notice.Stage.FIRING,
                "subject",
                "text",
                "{}");
    }
}

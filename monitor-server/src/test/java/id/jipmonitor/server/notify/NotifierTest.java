package id.jipmonitor.server.notify;

import static id.jipmonitor.server.notify.Incidents.START;
import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.notify.plan.Receiver;
import id.jipmonitor.server.notify.plan.Receiver.Destination;
import id.jipmonitor.server.notify.plan.Route;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios on virtual time: an incident at t, a message between t1 and t2, over restarts. */
class NotifierTest {
    private static final Route ROOT = new Route(
            List.of(),
            "noc",
            List.of("domain", "subject"),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofHours(4),
            false,
            List.of());
    private static final Instant DECLARED = START.plusSeconds(20);

    @TempDir
    private Path directory;

    private final FakeChannel channel = new FakeChannel();
    private StateDatabase state;
    private Notifier notifier;

    /** Keeps what it is sent; fails as long as told to. */
    private static final class FakeChannel implements Channel {
        private final List<Notice> sent = new ArrayList<>();
        private int failures;

        @Override
        public String type() {
            return "email";
        }

        @Override
        public Receipt send(Notice notice) {
            if (failures > 0) {
                failures--;
                return new Receipt.Recoverable("not now");
            }
            sent.add(notice);
            return new Receipt.Delivered("ok");
        }

        @Override
        public Optional<String> refusal(String address) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        state = StateDatabase.open(new StateSettings.Sqlite(Path.of("state.db")), directory);
        notifier = start();
    }

    private Notifier start() {
        Receiver noc = new Receiver(
                "noc",
                Locale.ENGLISH,
                ZoneId.of("Asia/Jakarta"),
                true,
                List.of(new Destination("email", "noc@diskominfo.example")));
        return Notifier.open(ROOT, Map.of("noc", noc), Incidents.rules(), Incidents.names(), state, List.of(channel));
    }

    @AfterEach
    void close() {
        notifier.close();
        state.close();
    }

    private void tick(Instant at) {
        notifier.tick(at);
        notifier.deliver(at);
    }

    private void tickUntil(Instant from, Instant to) {
        for (Instant at = from; !at.isAfter(to); at = at.plusSeconds(1)) {
            tick(at);
        }
    }

    @Test
    void fault_twelveLinks_isOneMessageAndOneOnRecovery() {
        Incident fault = Incidents.open("a", "l1", "l2", "l3");
        notifier.offer(fault);
        tickUntil(DECLARED, DECLARED.plusSeconds(29));
        assertThat(channel.sent).isEmpty();
        tickUntil(DECLARED.plusSeconds(30), DECLARED.plusSeconds(600));
        notifier.offer(Incidents.ended(fault, DECLARED.plusSeconds(600)));
        tickUntil(DECLARED.plusSeconds(601), DECLARED.plusSeconds(1_200));
        assertThat(channel.sent)
                .extracting(Notice::subject)
                .containsExactly(
                        "[DOWN] Backbone Madura - 3 links affected since 10.42 WIB",
                        "[RECOVERED] Backbone Madura - 3 links recovered at 10.52 WIB");
    }

    @Test
    void message_inBothLanguages_saysWhatWhereSinceWhyAndWhatToDo() {
        notifier.offer(Incidents.open("a", "l1", "l2"));
        tickUntil(DECLARED.plusSeconds(30), DECLARED.plusSeconds(31));
        assertThat(channel.sent.getFirst().text()).isEqualTo("""
                        Link down: Backbone Madura
                        Since: 24 November 2026 10.42.00 WIB (certain at 24 November 2026 10.42.20 WIB)
                        Fault domain: backbone
                        Because: every link over madura is down
                        Affected links: 2
                          - Link l1
                          - Link l2
                        What to do: call the backbone provider
                        Details: https://jip.example/incidents/a

                        JIP Monitor. This message is sent once per fault, and once when it is over.
                        """);
        Receiver indonesian =
                new Receiver("noc", Locale.forLanguageTag("id"), ZoneId.of("Asia/Jakarta"), true, List.of());
        NoticeWriter writer = new NoticeWriter(Incidents.rules(), Incidents.names());
        assertThat(writer.subject(indonesian, List.of(Incidents.open("a", "l1", "l2")), List.of()))
                .isEqualTo("[PUTUS] Backbone Madura - 2 tautan terdampak, sejak 10.42 WIB");
    }

    @Test
    void server_restartedAfterTelling_tellsNothingTwice() {
        Incident fault = Incidents.open("a", "l1");
        notifier.offer(fault);
        tickUntil(DECLARED.plusSeconds(30), DECLARED.plusSeconds(31));
        notifier = start();
        notifier.offer(fault);
        tickUntil(DECLARED.plusSeconds(32), DECLARED.plusSeconds(300));
        assertThat(channel.sent).hasSize(1);
        notifier.offer(Incidents.ended(fault, DECLARED.plusSeconds(290)));
        tickUntil(DECLARED.plusSeconds(301), DECLARED.plusSeconds(302));
        assertThat(channel.sent).hasSize(2);
    }

    @Test
    void server_killedBetweenDecisionAndDelivery_deliversAfterRestart() {
        channel.failures = 1;
        Incident fault = Incidents.open("a", "l1");
        notifier.offer(fault);
        tick(DECLARED.plusSeconds(30));
        assertThat(channel.sent).isEmpty();
        assertThat(Notifier.counts(state)).containsExactly(Map.entry("WAITING", 1L));
        notifier = start();
        tickUntil(DECLARED.plusSeconds(31), DECLARED.plusSeconds(34));
        assertThat(channel.sent).as("not before 5 s").isEmpty();
        tickUntil(DECLARED.plusSeconds(35), DECLARED.plusSeconds(36));
        assertThat(channel.sent).hasSize(1);
        assertThat(Notifier.counts(state)).containsExactly(Map.entry("DELIVERED", 1L));
    }

    @Test
    void channel_failingForThreeDays_isGivenUp() {
        channel.failures = Integer.MAX_VALUE;
        notifier.offer(Incidents.open("a", "l1"));
        tick(DECLARED.plusSeconds(30));
        tick(DECLARED.plus(Duration.ofDays(4)));
        assertThat(Notifier.counts(state).get("FAILED")).isEqualTo(1L);
    }
}

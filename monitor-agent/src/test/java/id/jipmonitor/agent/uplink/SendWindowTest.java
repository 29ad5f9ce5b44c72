package id.jipmonitor.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.uplink.SendWindow.Flight;
import id.jipmonitor.agent.uplink.SendWindow.Next;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void next_emptySpool_isNothing() {
        assertThat(SendWindow.open(1, 0).next(1, 0)).isEqualTo(Next.NOTHING);
    }

    @Test
    void next_liveAndBacklog_isLiveFirst() {
        SendWindow window = SendWindow.open(101, 0);
        assertThat(window.next(111, 0)).isEqualTo(Next.LIVE);
        window = window.sentLive(101, 110);
        assertThat(window.next(111, 0)).isEqualTo(Next.BACKLOG);
        window = window.sentBacklog(1, 50, 0, 1_000_000);
        assertThat(window.next(121, SECOND)).isEqualTo(Next.LIVE);
    }

    @Test
    void next_backlogOnly_keepsHalfOfTheWindowFree() {
        SendWindow window = SendWindow.open(1_001, 0);
        long now = 0;
        for (int i = 0; i < SendWindow.BACKLOG_LIMIT; i++) {
            now += SECOND;
            assertThat(window.next(1_001, now)).isEqualTo(Next.BACKLOG);
            window = window.sentBacklog(i * 10L + 1, i * 10L + 10, now, 1_000);
        }
        assertThat(window.next(1_001, now + SECOND)).isEqualTo(Next.WAIT);
        assertThat(window.next(1_011, now + SECOND)).isEqualTo(Next.LIVE);
        assertThat(window.acknowledged(1, 10).next(1_001, now + SECOND)).isEqualTo(Next.BACKLOG);
    }

    @Test
    void next_backlogFasterThanAllowed_waitsForItsTurn() {
        SendWindow window = SendWindow.open(1_001, 0).sentBacklog(1, 500, 0, 1_000);

        assertThat(window.next(1_001, SECOND / 2 - 1)).isEqualTo(Next.WAIT);
        assertThat(window.next(1_001, SECOND / 2)).isEqualTo(Next.BACKLOG);
    }

    @Test
    void next_windowFull_waitsEvenWithLive() {
        SendWindow window = SendWindow.open(1, 0);
        for (long i = 1; i <= SendWindow.LIMIT; i++) {
            window = window.sentLive(i, i);
        }
        assertThat(window.next(100, 0)).isEqualTo(Next.WAIT);
        assertThat(window.acknowledged(5, 5).next(100, 0)).isEqualTo(Next.LIVE);
    }

    @Test
    void acknowledged_partOfABatch_keepsTheRestInFlight() {
        SendWindow window = SendWindow.open(1, 0).sentLive(1, 10).sentLive(11, 20);

        assertThat(window.acknowledged(4, 6).inFlight())
                .containsExactly(new Flight(1, 3, false), new Flight(7, 10, false), new Flight(11, 20, false));
        assertThat(window.acknowledged(8, 15).inFlight())
                .containsExactly(new Flight(1, 7, false), new Flight(16, 20, false));
        assertThat(window.acknowledged(1, 20).inFlight()).isEmpty();
        assertThat(window.acknowledged(30, 40)).isEqualTo(window);
    }

    @Test
    void skippedLive_andBacklogDone_leaveNothing() {
        SendWindow window = SendWindow.open(50, 0).skippedLive(60).backlogDone();

        assertThat(window.next(60, 0)).isEqualTo(Next.NOTHING);
    }
}

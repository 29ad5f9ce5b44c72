package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendStampsTest {
    private final SendStamps stamps = new SendStamps();

    @Test
    void arrived_numbersInAnyOrder_findTheirRequestsOnce() {
        stamps.await(70);
        stamps.await(71);
        assertThat(stamps.arrived(1)).contains(71L);
        assertThat(stamps.arrived(0)).contains(70L);
        assertThat(stamps.arrived(0)).isEmpty();
        assertThat(stamps.awaited()).isFalse();
    }

    @Test
    void restart_afterARefusal_countsFromZeroAgain() {
        stamps.await(70);
        stamps.restart();
        stamps.await(80);
        assertThat(stamps.arrived(0)).contains(80L);
        assertThat(stamps.arrived(1)).isEmpty();
    }

    @Test
    void await_stampsThatNeverCome_areForgotten() {
        for (int i = 0; i <= SendStamps.MOST_AWAITED; i++) {
            stamps.await(i);
        }
        assertThat(stamps.arrived(0)).isEmpty();
        assertThat(stamps.arrived(SendStamps.MOST_AWAITED)).contains((long) SendStamps.MOST_AWAITED);
    }
}

package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.BootId;
import org.junit.jupiter.api.Test;

class BootHistoryTest {
    private final BootHistory history = new BootHistory();

    @Test
    void agentThatRestartsAndReconnects_isOneMachine() {
        for (long boot : new long[] {1, 1, 2, 2, 3}) {
            assertThat(history.comesBack(new BootId(boot))).isFalse();
        }
    }

    @Test
    void bootsThatAlternate_areTwoMachines() {
        assertThat(history.comesBack(new BootId(1))).isFalse();
        assertThat(history.comesBack(new BootId(2))).isFalse();
        assertThat(history.comesBack(new BootId(1))).isTrue();
        assertThat(history.comesBack(new BootId(2))).isTrue();
        assertThat(history.comesBack(new BootId(2))).isFalse();
    }
}

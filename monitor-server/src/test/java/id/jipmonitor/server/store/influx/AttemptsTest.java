package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    @Test
    void waits_double_upToASecond_andARandomPartIsTaken() {
        assertThat(Attempts.next(1, Duration.ZERO, 1)).contains(Duration.ofMillis(100));
        assertThat(Attempts.next(3, Duration.ZERO, 1)).contains(Duration.ofMillis(400));
        assertThat(Attempts.next(60, Duration.ZERO, 1)).contains(Attempts.LONGEST);
        assertThat(Attempts.next(3, Duration.ZERO, 0.5)).contains(Duration.ofMillis(200));
    }

    @Test
    void noWait_reachesBeyondThePatience() {
        assertThat(Attempts.next(9, Attempts.PATIENCE.minusMillis(500), 0.5)).isPresent();
        assertThat(Attempts.next(9, Attempts.PATIENCE.minusMillis(500), 0.6)).isEmpty();
    }
}

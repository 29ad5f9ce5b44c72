package id.jipmonitor.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 500",
        "1, 1, 1000",
        "2, 0, 1000",
        "2, 0.5, 1500",
        "6, 1, 32000",
        "7, 1, 60000",
        "100, 1, 60000",
        "2000000000, 0, 30000"
    })
    void delay_afterFailures_doublesUpToAMinute(int failures, double random, long millis) {
        assertThat(Backoff.delay(failures, random)).isEqualTo(Duration.ofMillis(millis));
    }
}

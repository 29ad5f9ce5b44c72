package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void linesBeyondTheLimit_areHeldBackAndCountedInTheNextMinute() {
        LogLimit limit = new LogLimit(2, -5 * SECOND);

        assertThat(limit.pass(0)).isEqualTo(OptionalLong.of(0));
        assertThat(limit.pass(SECOND)).isEqualTo(OptionalLong.of(0));
        assertThat(limit.pass(2 * SECOND)).isEmpty();
        assertThat(limit.pass(54 * SECOND)).isEmpty();
        assertThat(limit.pass(55 * SECOND)).isEqualTo(OptionalLong.of(2));
        assertThat(limit.pass(56 * SECOND)).isEqualTo(OptionalLong.of(0));
    }
}

package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One message has a quarter of Tmax, and all of them together have Tmax. */
class DeviceTimeTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(5_000 * MILLI);
    private final DeviceTime time = new DeviceTime(nanos::get, 6_000 * MILLI, Duration.ofSeconds(1));

    @Test
    void message_atFirst_hasAQuarterOfTmax() {
        assertThat(time.forOneMessage()).isEqualTo(250 * MILLI);
        assertThat(time.millisForOneMessage()).isEqualTo(250);
    }

    @Test
    void message_shortBeforeTheDeadline_hasWhatIsLeft() {
        nanos.set(5_900 * MILLI);

        assertThat(time.forOneMessage()).isEqualTo(100 * MILLI);
        assertThat(time.left()).isEqualTo(100 * MILLI);
    }

    @Test
    void message_afterTheDeadline_hasNone() {
        nanos.set(6_001 * MILLI);

        assertThat(time.forOneMessage()).isNegative();
        assertThat(time.millisForOneMessage()).as("what SNMP4J takes").isEqualTo(1);
    }
}

package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import org.junit.jupiter.api.Test;

/** The size that a device bears: 10, 5, GETNEXT, and never back. */
class DeviceMemoryTest {
    private final DeviceMemory memory = new DeviceMemory(Walk.GETBULK);

    @Test
    void failures_oneAfterTheOther_shrinkTo5AndToGetnext() {
        assertThat(memory.repetitions()).isEqualTo(10);
        assertThat(memory.shrink(10)).isTrue();
        assertThat(memory.repetitions()).isEqualTo(5);
        assertThat(memory.shrink(5)).isTrue();
        assertThat(memory.repetitions()).isZero();
    }

    @Test
    void getnext_failed_hasNothingSmaller() {
        memory.shrink(10);
        memory.shrink(5);

        assertThat(memory.shrink(0)).isFalse();
        assertThat(memory.repetitions()).isZero();
    }

    @Test
    void sizeThatAnotherProbeLeftAlready_failed_shrinksNoFurther() {
        memory.shrink(10);

        assertThat(memory.shrink(10))
                .as("worth another try, with the size found meanwhile")
                .isTrue();
        assertThat(memory.repetitions()).isEqualTo(5);
    }

    @Test
    void device_thatNeedsGetnext_isNeverAskedByGetbulk() {
        DeviceMemory fixed = new DeviceMemory(Walk.GETNEXT);

        assertThat(fixed.repetitions()).isZero();
        assertThat(fixed.shrink(0)).isFalse();
    }
}

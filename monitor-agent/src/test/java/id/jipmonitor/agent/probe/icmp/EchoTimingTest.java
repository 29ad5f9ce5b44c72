package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTimingTest {
    private static final long WALL = 1_700_000_000_000_000_000L;
    private static final EchoSocket.Moment SENT = new EchoSocket.Moment(WALL, 5_000);

    /** Microseconds after the program sent; an empty stamp is none. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both stamps,                        20, 1020, 1100, 1100, 1000, KERNEL",
        "no stamp of the departure,            , 1020, 1100, 1100, 1020, KERNEL_RECEIVE",
        "departure before the sending,      -10, 1020, 1100, 1100, 1020, KERNEL_RECEIVE",
        "departure after the arrival,      1021, 1020, 1100, 1100, 1020, KERNEL_RECEIVE",
        "departure at the arrival,         1020, 1020, 1100, 1100,    0, KERNEL",
        "no stamp of the arrival,            20,     , 1100, 1100, 1100, USER",
        "arrival before the sending,         20,   -1, 1100, 1100, 1100, USER",
        "wall clock stepped between,         20, 1020, 9100, 1100, 1100, USER",
        "wall clock stepped back between,    20, 1020, -900, 1100, 1100, USER"
    })
    void of_stamps_takesTheBestThatCanBeBelieved(
            String name,
            Long left,
            Long arrived,
            long readWall,
            long readMonotonic,
            long micros,
            TimestampQuality quality) {
        EchoTiming timing = EchoTiming.of(
                SENT,
                left == null ? 0 : WALL + left * 1_000,
                arrived == null ? 0 : WALL + arrived * 1_000,
                new EchoSocket.Moment(WALL + readWall * 1_000, SENT.monotonic() + readMonotonic * 1_000));
        assertThat(timing).isEqualTo(new EchoTiming(Duration.ofNanos(micros * 1_000), quality));
    }
}

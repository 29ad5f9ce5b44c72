package id.jipmonitor.server.path;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.server.path.Way.Hop;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WayTest {
    private static final Instant AT = Instant.parse("2026-11-24T03:42:10Z");

    @Test
    void result_thatReachedTheTarget_isAWayWithItsSilentHops() {
        Way way = Way.of(PathResults.reached("p", AT, "10.8.0.254", "*", "10.8.0.1"))
                .orElseThrow();

        assertThat(way.reached()).isTrue();
        assertThat(way.hops()).containsExactly(new Hop(1, "10.8.0.254"), new Hop(3, "10.8.0.1"));
        assertThat(way).hasToString("1 10.8.0.254, 2 *, 3 10.8.0.1");
    }

    @Test
    void measures_inAnotherOrder_areTheSameWay() {
        List<Measure> measures = List.of(hop("1 10.0.0.1"), hop("2 10.0.0.2"), hop("10 fd77:0:0:0:0:0:0:9"));
        Way way = way(measures);

        assertThat(way(measures.reversed())).isEqualTo(way);
        assertThat(way.length()).isEqualTo(10);
    }

    @Test
    void twoAddressesForOneHop_inAnyOrder_areTheSameOne() {
        assertThat(way(List.of(hop("1 10.0.0.2"), hop("1 10.0.0.1"))))
                .isEqualTo(way(List.of(hop("1 10.0.0.1"), hop("1 10.0.0.2"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "0 10.0.0.1", "x 10.0.0.1", "1000 10.0.0.1", "1  10.0.0.1", "1 <b>", "1 10.0.0.1 "})
    void instance_thatIsNoHop_isPassedOver(String instance) {
        assertThat(way(List.of(hop(instance))).hops()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "BLIND", "SKIPPED"})
    void result_thatCouldNotTell_isNoWay(Outcome outcome) {
        assertThat(Way.of(PathResults.result("p", AT, outcome, Reason.NONE, List.of())))
                .isEmpty();
    }

    private static Way way(List<Measure> measures) {
        return Way.of(PathResults.result("p", AT, Outcome.UNREACHABLE, Reason.NONE, measures))
                .orElseThrow();
    }

    private static Measure hop(String instance) {
        return new Measure(Metric.PATH_HOP_RTT_SECONDS, instance, 0.001);
    }
}

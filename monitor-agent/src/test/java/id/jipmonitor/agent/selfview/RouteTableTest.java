package id.jipmonitor.agent.selfview;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.selfview.RouteTable.DefaultRoute;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final String HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

    @Test
    void defaultRoute_severalOfThem_isTheOneWithTheLeastMetric() {
        assertThat(RouteTable.defaultRoute(List.of(
                        HEAD,
                        "wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
                        "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
                        "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0")))
                .contains(new DefaultRoute("eth0", Optional.of("192.168.1.1"), 100));
    }

    @Test
    void defaultRoute_withoutGateway_hasNone() {
        assertThat(RouteTable.defaultRoute(List.of(HEAD, "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0")))
                .contains(new DefaultRoute("ppp0", Optional.empty(), 0));
    }

    @Test
    void defaultRoute_noneOrNotUp_isEmpty() {
        assertThat(RouteTable.defaultRoute(List.of(HEAD))).isEmpty();
        assertThat(RouteTable.defaultRoute(List.of())).isEmpty();
        assertThat(RouteTable.defaultRoute(
                        List.of(HEAD, "eth0\t00000000\t0101A8C0\t0002\t0\t0\t100\t00000000\t0\t0\t0", "torn")))
                .isEmpty();
    }
}

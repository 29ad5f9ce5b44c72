package id.jipmonitor.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WirePlanTest {
    @ParameterizedTest
    @CsvSource({
        "10.35.0.0/16, 10.35.255.1, true",
        "10.35.0.0/16, 10.36.0.1, false",
        "10.35.1.128/25, 10.35.1.127, false",
        "10.35.1.128/25, 10.35.1.200, true",
        "10.35.1.1, 10.35.1.1, true",
        "10.35.1.1, 10.35.1.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "fd00:1::/32, fd00:1:2::5, true",
        "fd00:1::/32, fd00:2::5, false",
        "fd00::/8, 10.35.1.1, false",
    })
    void prefix_addressInsideOrOutside_isTold(String prefix, String address, boolean inside) {
        assertThat(Prefix.parse(prefix).contains(octets(address))).isEqualTo(inside);
    }

    @Test
    void cut_thenHealed_leavesOtherCutsAlone() {
        WirePlan plan = WirePlan.CLEAN
                .cutting("a", List.of(Prefix.parse("10.0.1.0/24")))
                .cutting("b", List.of(Prefix.parse("10.0.2.0/24")))
                .healing("a");
        assertThat(plan.cut(octets("10.0.1.1"))).isFalse();
        assertThat(plan.cut(octets("10.0.2.1"))).isTrue();
    }

    @Test
    void impairment_overlappingPrefixes_mostSpecificWins() {
        Impairment slow = Impairment.NONE.with("delay=50ms");
        Impairment lossy = Impairment.NONE.with("loss=0.5");
        WirePlan plan = WirePlan.CLEAN
                .impairing(List.of(Prefix.parse("10.0.0.0/8")), slow)
                .impairing(List.of(Prefix.parse("10.0.1.1")), lossy);
        assertThat(plan.of(octets("10.0.1.1"))).isEqualTo(lossy);
        assertThat(plan.of(octets("10.0.1.2"))).isEqualTo(slow);
        assertThat(plan.of(octets("192.0.2.1"))).isEqualTo(Impairment.NONE);
    }

    @Test
    void impairment_settings_areReadTogether() {
        Impairment read = Impairment.NONE
                .with("delay=1s")
                .with("loss=0.25")
                .with("reordering=1")
                .with("hold_back=20ms");
        assertThat(read).isEqualTo(new Impairment(Duration.ofSeconds(1), 0.25, 0, 1, Duration.ofMillis(20)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "loss=2 ; loss: expected 0 to 1. Found: 2.0",
                "loss=much ; loss: expected 0 to 1. Found: much",
                "delay=5 ; delay: expected a time such as 50ms or 2s. Found: 5",
                "delay=2m ; delay: expected 0s to 60s. Found: PT2M",
                "jitter=1ms ; impairment: expected delay, loss, duplication, reordering or hold_back, as delay=50ms."
                        + " Found: jitter=1ms",
            })
    void impairment_badSetting_saysWhatIsExpected(String setting, String message) {
        assertThatThrownBy(() -> Impairment.NONE.with(setting))
                .isInstanceOf(LabException.class)
                .hasMessage(message);
    }

    private static byte[] octets(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }
}

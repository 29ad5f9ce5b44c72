package id.jipmonitor.lab.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.snmp4j.smi.OID;

class SnmprecTest {
    static final List<String> WALKS = Snmprec.WALKS;

    @ParameterizedTest
    @FieldSource("WALKS")
    void bundledWalk_everyLine_isRead(String walk) {
        assertThat(Snmprec.bundled(walk).size()).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.3.6|2 ; device:1: expected OID|tag|value. Found: 1.3.6|2",
                "1.3.6|2|many ; device:1: expected a value of tag 2. Found: many",
                "1.3.6|99|1 ; device:1: expected a value of tag 99. Found: 1",
                "1.3.6|4x|4 ; device:1: expected a value of tag 4x. Found: 4",
            })
    void walk_badLine_saysWhereAndWhat(String line, String message) {
        assertThatThrownBy(() -> Snmprec.read("device", new StringReader(line)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void counterModel_later_countersAdvanceAndWrap() {
        Mib mib = CounterModel.device(
                "cpe", List.of(new CounterModel.Interface("ether1", "uplink", 1_000, 1L << 31, 10)));
        OID octets32 = new OID("1.3.6.1.2.1.2.2.1.10.1");
        OID octets64 = new OID("1.3.6.1.2.1.31.1.1.1.6.1");
        Duration threeSeconds = Duration.ofSeconds(3);
        assertThat(mib.get(octets32, threeSeconds).orElseThrow().toLong()).isEqualTo(1L << 31);
        assertThat(mib.get(octets64, threeSeconds).orElseThrow().toLong()).isEqualTo(3L << 31);
    }
}

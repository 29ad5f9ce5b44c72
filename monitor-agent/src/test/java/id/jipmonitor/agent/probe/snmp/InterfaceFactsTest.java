package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Capacity;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/** An interface is known by its name, and rates are told only over intervals without a break. */
class InterfaceFactsTest {
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3");
    private static final Capacity LINE = new Capacity("ether1", 20_000, 5_000);
    private static final int UP = 1;
    private static final int DOWN = 2;

    private final DeviceMemory memory = new DeviceMemory(SnmpCredentials.Walk.GETBULK);
    private final InterfaceFacts facts = new InterfaceFacts(List.of(), List.of(LINE), memory, () -> 0);

    private static FakeDevice device(long upTimeSeconds) {
        return new FakeDevice().with(SYS_UP_TIME, "0", new TimeTicks(upTimeSeconds * 100));
    }

    private static FakeDevice port(FakeDevice device, int index, String name, long octets) {
        String row = "" + index;
        return device.with(InterfaceTable.IF_NAME, row, new OctetString(name))
                .with(InterfaceTable.IF_ADMIN_STATUS, row, new Integer32(UP))
                .with(InterfaceTable.IF_OPER_STATUS, row, new Integer32(UP))
                .with(InterfaceTable.IF_HC_IN_OCTETS, row, new Counter64(octets))
                .with(InterfaceTable.IF_HC_OUT_OCTETS, row, new Counter64(octets))
                .with(InterfaceTable.IF_HIGH_SPEED, row, new Gauge32(1_000))
                .with(InterfaceTable.IF_COUNTER_DISCONTINUITY_TIME, row, new TimeTicks(7));
    }

    private List<Measure> read(FakeDevice device) throws SnmpFailure, InterruptedException {
        List<Measure> measures = new ArrayList<>();
        assertThat(facts.read(device, measures)).isEmpty();
        return measures;
    }

    private static Optional<Double> value(List<Measure> measures, Metric metric, String name) {
        return measures.stream()
                .filter(each -> each.metric() == metric && each.instance().equals(name))
                .map(Measure::value)
                .findFirst();
    }

    @Test
    void interfaces_renumbered_keepTheirNamesAndRates() throws Exception {
        FakeDevice before = device(1_000);
        port(port(before, 1, "ether1", 10_000), 2, "pppoe-out1", 5_000_000);
        FakeDevice after = device(1_010);
        port(port(after, 1, "pppoe-out1", 5_010_000), 17, "ether1", 12_500);
        read(before);

        List<Measure> measures = read(after);

        assertThat(value(measures, Metric.IF_IN_BITS_PER_SECOND, "ether1")).contains(2_000.0);
        assertThat(value(measures, Metric.IF_IN_BITS_PER_SECOND, "pppoe-out1")).contains(8_000.0);
        assertThat(value(measures, Metric.IF_RATES_DROPPED, "")).contains(0.0);
    }

    @Test
    void interface_administrativelyDown_isToldAsThatAndIsNoProblem() throws Exception {
        FakeDevice device = port(device(1_000), 1, "ether1", 0);
        device.with(InterfaceTable.IF_ADMIN_STATUS, "1", new Integer32(DOWN))
                .with(InterfaceTable.IF_OPER_STATUS, "1", new Integer32(DOWN));

        List<Measure> measures = read(device);

        assertThat(value(measures, Metric.IF_ADMIN_STATUS, "ether1")).contains(2.0);
        assertThat(value(measures, Metric.IF_OPER_STATUS, "ether1")).contains(2.0);
    }

    @Test
    void rates_overARestart_areNeitherToldNorCountedAsDropped() throws Exception {
        read(port(device(1_000), 1, "ether1", 10_000));

        List<Measure> restarted = read(port(device(5), 1, "ether1", 20_000));
        List<Measure> next = read(port(device(15), 1, "ether1", 30_000));

        assertThat(value(restarted, Metric.SYS_RESTARTED, "")).contains(1.0);
        assertThat(value(restarted, Metric.IF_IN_BITS_PER_SECOND, "ether1")).isEmpty();
        assertThat(value(restarted, Metric.IF_RATES_DROPPED, "")).contains(0.0);
        assertThat(value(next, Metric.IF_IN_BITS_PER_SECOND, "ether1")).contains(8_000.0);
    }

    @Test
    void rates_overADiscontinuity_areNeitherToldNorCountedAsDropped() throws Exception {
        FakeDevice broken = port(device(1_010), 1, "ether1", 20_000)
                .with(InterfaceTable.IF_COUNTER_DISCONTINUITY_TIME, "1", new TimeTicks(100_500));
        read(port(device(1_000), 1, "ether1", 10_000));

        List<Measure> measures = read(broken);

        assertThat(value(measures, Metric.IF_IN_BITS_PER_SECOND, "ether1")).isEmpty();
        assertThat(value(measures, Metric.IF_RATES_DROPPED, "")).contains(0.0);
    }

    @Test
    void rates_overACleanInterval_areByTheDevicesOwnClock() throws Exception {
        read(port(device(1_000), 1, "ether1", 10_000));

        List<Measure> measures = read(port(device(1_020), 1, "ether1", 20_000));

        assertThat(value(measures, Metric.IF_IN_BITS_PER_SECOND, "ether1")).contains(4_000.0);
        assertThat(value(measures, Metric.IF_OUT_BITS_PER_SECOND, "ether1")).contains(4_000.0);
    }

    @Test
    void utilisation_ofALine_isByTheConfiguredCapacityAndNeverByIfHighSpeed() throws Exception {
        read(port(port(device(1_000), 1, "ether1", 10_000), 2, "ether2", 0));

        List<Measure> measures = read(port(port(device(1_020), 1, "ether1", 20_000), 2, "ether2", 1));

        assertThat(value(measures, Metric.IF_IN_UTILISATION_RATIO, "ether1")).contains(0.2);
        assertThat(value(measures, Metric.IF_OUT_UTILISATION_RATIO, "ether1")).contains(0.8);
        assertThat(value(measures, Metric.IF_IN_UTILISATION_RATIO, "ether2"))
                .as("nobody told its capacity")
                .isEmpty();
    }

    @Test
    void columns_thatOnlyOldDevicesNeed_areAskedOnlyThere() throws Exception {
        FakeDevice modern = port(device(1_000), 1, "ether1", 10_000);
        FakeDevice old = device(1_000)
                .with(InterfaceTable.IF_DESCR, "1", new OctetString("eth0"))
                .with(InterfaceTable.IF_ADMIN_STATUS, "1", new Integer32(UP))
                .with(InterfaceTable.IF_IN_OCTETS, "1", new Counter32(77))
                .with(InterfaceTable.IF_OUT_OCTETS, "1", new Counter32(88));

        read(modern);
        List<Measure> measures = read(old);

        assertThat(modern.askedRepetitions()).hasSize(3);
        assertThat(old.askedRepetitions()).hasSize(4);
        assertThat(value(measures, Metric.IF_IN_OCTETS_TOTAL, "eth0")).contains(77.0);
        assertThat(value(measures, Metric.IF_OUT_OCTETS_TOTAL, "eth0")).contains(88.0);
    }
}

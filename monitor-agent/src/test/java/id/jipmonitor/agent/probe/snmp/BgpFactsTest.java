package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;

/** What is read of bgpPeerTable, and which peers count as down. */
class BgpFactsTest {
    private static final int IDLE = 1;
    private static final int ACTIVE = 3;
    private static final int ESTABLISHED = 6;
    private static final int STOP = 1;
    private static final int START = 2;

    private final List<Measure> measures = new ArrayList<>();

    private static FakeDevice peer(FakeDevice device, String address, int state, int admin) {
        return device.with(BgpPeers.STATE, address, new Integer32(state))
                .with(BgpPeers.ADMIN_STATUS, address, new Integer32(admin))
                .with(BgpPeers.ESTABLISHED_TRANSITIONS, address, new Counter32(7))
                .with(BgpPeers.ESTABLISHED_TIME, address, new Gauge32(4_000_000_000L))
                .with(BgpPeers.IN_UPDATES, address, new Counter32(120))
                .with(BgpPeers.OUT_UPDATES, address, new Counter32(35));
    }

    private String read(FakeDevice device) throws SnmpFailure, InterruptedException {
        return new BgpFacts(new DeviceMemory(SnmpCredentials.Walk.GETBULK)).read(device, measures);
    }

    @Test
    void peer_established_isMeasuredUnderItsAddress() throws Exception {
        String problem = read(peer(new FakeDevice(), "10.35.0.2", ESTABLISHED, START));

        assertThat(problem).isEmpty();
        assertThat(measures)
                .containsExactlyInAnyOrder(
                        Measure.of(Metric.BGP_PEERS_DOWN, 0),
                        new Measure(Metric.BGP_PEER_STATE, "10.35.0.2", 6),
                        new Measure(Metric.BGP_PEER_ADMIN_STATUS, "10.35.0.2", 2),
                        new Measure(Metric.BGP_PEER_ESTABLISHED_TRANSITIONS_TOTAL, "10.35.0.2", 7),
                        new Measure(Metric.BGP_PEER_ESTABLISHED_SECONDS, "10.35.0.2", 4_000_000_000.0),
                        new Measure(Metric.BGP_PEER_IN_UPDATES_TOTAL, "10.35.0.2", 120),
                        new Measure(Metric.BGP_PEER_OUT_UPDATES_TOTAL, "10.35.0.2", 35));
    }

    @Test
    void peer_stoppedByItsAdministrator_isMeasuredAndNotDown() throws Exception {
        FakeDevice device = peer(new FakeDevice(), "10.35.0.2", IDLE, STOP);
        peer(device, "10.35.0.6", ACTIVE, START);
        peer(device, "10.35.0.10", ESTABLISHED, START);

        read(device);

        assertThat(measures)
                .contains(
                        new Measure(Metric.BGP_PEER_ADMIN_STATUS, "10.35.0.2", STOP),
                        new Measure(Metric.BGP_PEER_STATE, "10.35.0.2", IDLE))
                .filteredOn(each -> each.metric() == Metric.BGP_PEERS_DOWN)
                .containsExactly(Measure.of(Metric.BGP_PEERS_DOWN, 1));
    }

    @Test
    void peer_withoutState_isNotCalledDown() throws Exception {
        read(new FakeDevice().with(BgpPeers.ADMIN_STATUS, "10.35.0.2", new Integer32(START)));

        assertThat(measures).contains(Measure.of(Metric.BGP_PEERS_DOWN, 0));
    }

    @Test
    void device_withoutPeers_saysSo() throws Exception {
        assertThat(read(new FakeDevice())).isEqualTo("bgpPeerTable: no peers");
        assertThat(measures).isEmpty();
    }

    @Test
    void device_silentHalfway_keepsStatesAndCountsNobodyDown() {
        FakeDevice device =
                peer(new FakeDevice(), "10.35.0.2", IDLE, START).silentAfter(1).bearing(10, SnmpFailure.Kind.SILENT);

        assertThatThrownBy(() -> read(device)).isInstanceOf(SnmpFailure.class);

        assertThat(measures)
                .contains(new Measure(Metric.BGP_PEER_STATE, "10.35.0.2", IDLE))
                .noneMatch(each -> each.metric() == Metric.BGP_PEERS_DOWN);
    }

    @Test
    void row_withoutAddress_orWithoutNumber_isLeftOut() throws Exception {
        FakeDevice device = peer(new FakeDevice(), "10.35.0.2", ESTABLISHED, START)
                .with(BgpPeers.STATE, "10.35.0.256", new Integer32(IDLE))
                .with(BgpPeers.IN_UPDATES, "10.35.0.2", new IpAddress("10.35.0.2"));

        read(device);

        assertThat(measures)
                .allMatch(each -> each.instance().isEmpty() || each.instance().equals("10.35.0.2"))
                .noneMatch(each -> each.metric() == Metric.BGP_PEER_IN_UPDATES_TOTAL)
                .contains(Measure.of(Metric.BGP_PEERS_DOWN, 0));
    }
}

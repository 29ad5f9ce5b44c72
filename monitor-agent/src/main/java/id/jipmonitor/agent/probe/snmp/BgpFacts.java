package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.snmp4j.smi.OID;

/** Every BGP peer's state and counters, named by its address. A peer that somebody stopped is measured and not missed. */
final class BgpFacts implements SnmpFacts {
    private static final Map<OID, Metric> PLAIN = Map.of(
            BgpPeers.STATE, Metric.BGP_PEER_STATE,
            BgpPeers.ADMIN_STATUS, Metric.BGP_PEER_ADMIN_STATUS,
            BgpPeers.ESTABLISHED_TRANSITIONS, Metric.BGP_PEER_ESTABLISHED_TRANSITIONS_TOTAL,
            BgpPeers.ESTABLISHED_TIME, Metric.BGP_PEER_ESTABLISHED_SECONDS,
            BgpPeers.IN_UPDATES, Metric.BGP_PEER_IN_UPDATES_TOTAL,
            BgpPeers.OUT_UPDATES, Metric.BGP_PEER_OUT_UPDATES_TOTAL);

    private final DeviceMemory memory;
    private int rowsBefore;

    BgpFacts(DeviceMemory memory) {
        this.memory = memory;
    }

    @Override
    public String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException {
        TableWalk walk = new TableWalk(session, memory, BgpPeers.INDEX_LENGTH, rowsBefore);
        try {
            walk.read(BgpPeers.COLUMNS);
        } finally {
            rowsBefore = walk.rows().size();
            BgpPeers.byAddress(walk.rows()).forEach((address, peer) -> add(into, address, peer));
        }
        Collection<TableRow> peers = BgpPeers.byAddress(walk.rows()).values();
        if (peers.isEmpty()) {
            return "bgpPeerTable: no peers";
        }
        double down = peers.stream().filter(BgpPeers::isDown).count();
        into.addFirst(Measure.of(Metric.BGP_PEERS_DOWN, down));
        boolean cut = into.size() > ProbeResult.MAX_MEASURES;
        return cut ? into.size() + " measures, cut at " + ProbeResult.MAX_MEASURES : "";
    }

    private static void add(List<Measure> into, String address, TableRow peer) {
        PLAIN.forEach((column, metric) ->
                peer.number(column).ifPresent(value -> into.add(new Measure(metric, address, value))));
    }
}

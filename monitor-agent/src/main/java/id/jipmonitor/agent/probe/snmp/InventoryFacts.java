package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.snmp.DeviceInventory.BgpPeer;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.NetworkInterface;
import id.jipmonitor.protocol.model.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Reads what a device has rather than how it does; measures nothing. */
final class InventoryFacts implements SnmpFacts {
    private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
    private static final List<String> ADMIN_WORDS = List.of("up", "down", "testing");
    private static final List<String> OPER_WORDS =
            List.of("up", "down", "testing", "unknown", "dormant", "notPresent", "lowerLayerDown");
    private static final List<String> PEER_WORDS =
            List.of("idle", "connect", "active", "opensent", "openconfirm", "established");
    private static final List<String> PEER_ADMIN_WORDS = List.of("stop", "start");
    private static final List<OID> INTERFACE_COLUMNS = List.of(
            InterfaceTable.IF_NAME,
            InterfaceTable.IF_DESCR,
            InterfaceTable.IF_ADMIN_STATUS,
            InterfaceTable.IF_OPER_STATUS,
            InterfaceTable.IF_ALIAS,
            InterfaceTable.IF_HIGH_SPEED,
            InterfaceTable.IF_SPEED);
    private static final List<OID> PEER_COLUMNS =
            List.of(BgpPeers.STATE, BgpPeers.ADMIN_STATUS, BgpPeers.REMOTE_AS, BgpPeers.ESTABLISHED_TIME);

    private final DeviceMemory memory;
    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final List<BgpPeer> peers = new ArrayList<>();
    private String name = "";

    InventoryFacts(DeviceMemory memory) {
        this.memory = memory;
    }

    /** What was found so far; still valid after a failure. */
    DeviceInventory inventory() {
        return new DeviceInventory(name, interfaces, peers);
    }

    @Override
    public String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException {
        List<VariableBinding> answer = session.get(List.of(SYS_NAME));
        if (!answer.isEmpty() && !answer.getFirst().isException()) {
            name = OctetNames.shown(answer.getFirst().getVariable());
        }
        TableWalk ports = new TableWalk(session, memory, 1, 0);
        try {
            ports.read(INTERFACE_COLUMNS);
        } finally {
            ports.rows().forEach((index, values) -> interfaces.add(networkInterface(index, values)));
        }
        TableWalk sessions = new TableWalk(session, memory, BgpPeers.INDEX_LENGTH, 0);
        try {
            sessions.read(PEER_COLUMNS);
        } finally {
            BgpPeers.byAddress(sessions.rows()).forEach((address, row) -> peers.add(peer(address, row)));
        }
        return "";
    }

    private static NetworkInterface networkInterface(OID index, Map<OID, Variable> values) {
        TableRow row = new TableRow(values);
        long fast = row.number(InterfaceTable.IF_HIGH_SPEED).orElse(0) * 1_000_000;
        long speed = fast > 0 ? fast : row.number(InterfaceTable.IF_SPEED).orElse(0);
        return new NetworkInterface(
                InterfaceTable.name(index, values),
                OctetNames.shown(values.getOrDefault(InterfaceTable.IF_ALIAS, new OctetString())),
                speed > 0 ? OptionalLong.of(speed) : OptionalLong.empty(),
                word(ADMIN_WORDS, row.number(InterfaceTable.IF_ADMIN_STATUS)),
                word(OPER_WORDS, row.number(InterfaceTable.IF_OPER_STATUS)));
    }

    private static BgpPeer peer(String address, TableRow row) {
        return new BgpPeer(
                address,
                row.number(BgpPeers.REMOTE_AS),
                word(PEER_WORDS, row.number(BgpPeers.STATE)),
                word(PEER_ADMIN_WORDS, row.number(BgpPeers.ADMIN_STATUS)),
                row.number(BgpPeers.ESTABLISHED_TIME),
                BgpPeers.isDown(row));
    }

    /** The word of an enumeration that counts from 1; a number that it does not know stays one. */
    private static String word(List<String> words, OptionalLong number) {
        if (number.isEmpty()) {
            return "";
        }
        long value = number.getAsLong();
        return value >= 1 && value <= words.size() ? words.get((int) value - 1) : Long.toString(value);
    }
}

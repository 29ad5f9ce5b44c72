package id.jipmonitor.agent.probe.snmp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * bgpPeerTable (BGP4-MIB, RFC 4273) as rows of one peer each, named by bgpPeerRemoteAddr. The table knows IPv4 peers
 * only.
 */
final class BgpPeers {
    private static final OID BGP_PEER_ENTRY = new OID("1.3.6.1.2.1.15.3.1");
    private static final int STOPPED = 1;
    private static final int ESTABLISHED = 6;

    /** An index is the four octets of bgpPeerRemoteAddr. */
    static final int INDEX_LENGTH = 4;

    static final OID STATE = column(2);
    static final OID ADMIN_STATUS = column(3);
    static final OID REMOTE_AS = column(9);
    static final OID IN_UPDATES = column(10);
    static final OID OUT_UPDATES = column(11);
    static final OID ESTABLISHED_TRANSITIONS = column(15);
    static final OID ESTABLISHED_TIME = column(16);

    /** In the order of asking: states first, so that a slow device tells at least those. */
    static final List<OID> COLUMNS =
            List.of(STATE, ADMIN_STATUS, ESTABLISHED_TRANSITIONS, ESTABLISHED_TIME, IN_UPDATES, OUT_UPDATES);

    private BgpPeers() {}

    /** Rows by dotted address, in its order; a row whose index is no address is left out. */
    static Map<String, TableRow> byAddress(Map<OID, Map<OID, Variable>> rows) {
        Map<String, TableRow> peers = new LinkedHashMap<>();
        rows.forEach((index, values) -> {
            if (Arrays.stream(index.getValue()).allMatch(octet -> octet >= 0 && octet <= 255)) {
                peers.put(index.toDottedString(), new TableRow(values));
            }
        });
        return peers;
    }

    /** Whether a peer tells that it is not established although nobody stopped it. */
    static boolean isDown(TableRow peer) {
        OptionalLong state = peer.number(STATE);
        boolean stopped = peer.number(ADMIN_STATUS).orElse(0) == STOPPED;
        return state.isPresent() && state.getAsLong() != ESTABLISHED && !stopped;
    }

    private static OID column(int number) {
        return new OID(BGP_PEER_ENTRY).append(number);
    }
}

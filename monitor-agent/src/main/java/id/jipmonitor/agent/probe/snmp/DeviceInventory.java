package id.jipmonitor.agent.probe.snmp;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a device says it has, in the order of its tables. Texts are the device's own, made safe to show: without control
 * characters, at most 120 characters. States are the words of the MIB; empty where the device tells none.
 *
 * @param name sysName (RFC 3418); may be empty
 */
public record DeviceInventory(String name, List<NetworkInterface> interfaces, List<BgpPeer> peers) {
    public DeviceInventory {
        interfaces = List.copyOf(interfaces);
        peers = List.copyOf(peers);
    }

    /**
     * A row of ifTable and ifXTable (RFC 2863).
     *
     * @param name as a probe's {@code interfaces} would name it: ifName, else ifDescr
     * @param alias ifAlias; may be empty
     * @param bitsPerSecond ifHighSpeed, else ifSpeed; empty when it is 0 or not told
     */
    public record NetworkInterface(
            String name, String alias, OptionalLong bitsPerSecond, String adminStatus, String operStatus) {
        /** Whether somebody wants it to work. */
        public boolean wanted() {
            return adminStatus.equals("up");
        }
    }

    /**
     * A row of bgpPeerTable (RFC 4273).
     *
     * @param address bgpPeerRemoteAddr
     * @param establishedSeconds how long it is established; when it is not, how long ago it was
     * @param down whether it is not established although nobody stopped it
     */
    public record BgpPeer(
            String address,
            OptionalLong remoteAs,
            String state,
            String adminStatus,
            OptionalLong establishedSeconds,
            boolean down) {
        /** Whether its session is up now. */
        public boolean established() {
            return state.equals("established");
        }
    }

    /** Whether it has neither interfaces nor peers. */
    public boolean isEmpty() {
        return interfaces.isEmpty() && peers.isEmpty();
    }
}

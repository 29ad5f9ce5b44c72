package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** The agent's one SNMP engine on one UDP socket; requests of all probes are under way at once. */
final class SnmpTransport implements AutoCloseable {
    private final Snmp snmp;
    private final SnmpSocket socket;
    private final DeviceEngines engines;
    private final LocalizedUsers users;

    SnmpTransport(LongSupplier nanoClock) throws IOException {
        SNMP4JSettings.setTimerFactory(() -> new Sweeper(nanoClock));
        SNMP4JSettings.setSnmp4jStatistics(SNMP4JSettings.Snmp4jStatistics.none);
        // A device that does not know our key cannot authenticate its word about it (RFC 3414 section 3.2).
        SNMP4JSettings.setReportSecurityLevelStrategy(SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        // The default set leaves out MD5 and SHA-1, which some devices know nothing better than.
        SecurityProtocols protocols = SecurityProtocols.getInstance();
        protocols.addPredefinedProtocolSet(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
        usm.setEngineDiscoveryEnabled(true);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        socket = new SnmpSocket();
        snmp = new Snmp(dispatcher, socket);
        snmp.listen();
        engines = new DeviceEngines(snmp);
        users = new LocalizedUsers(usm, protocols);
    }

    Snmp snmp() {
        return snmp;
    }

    /** Whether answers can still be heard; without it a silence says nothing. */
    boolean hears() {
        return socket.isListening();
    }

    DeviceAccess access(InetSocketAddress address, SnmpCredentials credentials) {
        UdpAddress device = new UdpAddress(address.getAddress(), address.getPort());
        return switch (credentials) {
            case SnmpCredentials.Community community -> new CommunityAccess(device, community);
            case SnmpCredentials.User user -> new UserAccess(device, user, engines, users);
        };
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}

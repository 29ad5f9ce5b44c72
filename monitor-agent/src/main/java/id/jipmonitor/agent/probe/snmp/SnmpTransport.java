package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** The agent's one SNMP engine on one UDP socket; requests of all probes are under way at once. */
final class SnmpTransport implements AutoCloseable {
    private final Snmp snmp;
    private final USM usm;
    private final SecurityProtocols protocols;
    private final Map<String, SnmpCredentials.User> knownUsers = new ConcurrentHashMap<>();

    SnmpTransport() throws IOException {
        protocols = SecurityProtocols.getInstance().addDefaultProtocols();
        protocols.addAuthenticationProtocol(new AuthMD5());
        protocols.addPrivacyProtocol(new PrivDES());
        usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
        usm.setEngineDiscoveryEnabled(true);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping(new UdpAddress("0.0.0.0/0")));
        snmp.listen();
    }

    Snmp snmp() {
        return snmp;
    }

    /**
     * Where and as whom to ask. For v3 the device's engine is found out first, since keys are made for it; that takes up
     * to {@code millis}.
     *
     * @throws SnmpFailure SILENT when its engine does not answer
     */
    Target<UdpAddress> target(InetSocketAddress address, SnmpCredentials credentials, long millis) throws SnmpFailure {
        UdpAddress udp = new UdpAddress(address.getAddress(), address.getPort());
        return switch (credentials) {
            case SnmpCredentials.Community community -> {
                OctetString word = new OctetString(community.community().reveal());
                CommunityTarget<UdpAddress> target = new CommunityTarget<>(udp, word);
                target.setVersion(SnmpConstants.version2c);
                yield target;
            }
            case SnmpCredentials.User user -> userTarget(udp, user, millis);
        };
    }

    private UserTarget<UdpAddress> userTarget(UdpAddress udp, SnmpCredentials.User user, long millis)
            throws SnmpFailure {
        byte[] engine = snmp.discoverAuthoritativeEngineID(udp, millis);
        if (engine == null) {
            throw new SnmpFailure(SnmpFailure.Kind.SILENT, "no answer to the engine discovery of SNMPv3");
        }
        OctetString name = new OctetString(user.name());
        String key = new OctetString(engine).toHexString() + "/" + user.name();
        if (!user.equals(knownUsers.put(key, user))) {
            addUser(engine, name, user);
        }
        UserTarget<UdpAddress> target = new UserTarget<>(udp, name, engine, level(user));
        target.setVersion(SnmpConstants.version3);
        return target;
    }

    /** Forgets a device's engine, because it refused us: it may have been replaced. */
    void forget(InetSocketAddress address) {
        UdpAddress udp = new UdpAddress(address.getAddress(), address.getPort());
        MPv3 mpv3 = (MPv3) snmp.getMessageDispatcher().getMessageProcessingModel(MPv3.ID);
        OctetString engine = mpv3.getEngineID(udp);
        if (engine != null) {
            usm.removeEngineTime(engine);
            mpv3.removeEngineID(udp);
        }
    }

    private void addUser(byte[] engine, OctetString name, SnmpCredentials.User user) {
        @Nullable
        OID authentication =
                user.authentication().map(each -> of(each.protocol())).orElse(null);
        @Nullable OID privacy = user.privacy().map(each -> of(each.protocol())).orElse(null);
        byte[] authenticationKey = authentication == null
                ? null
                : protocols.passwordToKey(
                        authentication,
                        new OctetString(
                                user.authentication().orElseThrow().secret().reveal()),
                        engine);
        byte[] privacyKey = privacy == null
                ? null
                : protocols.passwordToKey(
                        privacy,
                        authentication,
                        new OctetString(user.privacy().orElseThrow().secret().reveal()),
                        engine);
        usm.addLocalizedUser(engine, name, authentication, authenticationKey, privacy, privacyKey);
    }

    private static int level(SnmpCredentials.User user) {
        if (user.privacy().isPresent()) {
            return SecurityLevel.AUTH_PRIV;
        }
        return user.authentication().isPresent() ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV;
    }

    private static OID of(AuthenticationProtocol protocol) {
        return switch (protocol) {
            case MD5 -> AuthMD5.ID;
            case SHA_1 -> AuthSHA.ID;
            case SHA_224 -> AuthHMAC128SHA224.ID;
            case SHA_256 -> AuthHMAC192SHA256.ID;
            case SHA_384 -> AuthHMAC256SHA384.ID;
            case SHA_512 -> AuthHMAC384SHA512.ID;
        };
    }

    private static OID of(PrivacyProtocol protocol) {
        return switch (protocol) {
            case DES -> PrivDES.ID;
            case AES_128 -> PrivAES128.ID;
            case AES_192 -> PrivAES192.ID;
            case AES_256 -> PrivAES256.ID;
        };
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}

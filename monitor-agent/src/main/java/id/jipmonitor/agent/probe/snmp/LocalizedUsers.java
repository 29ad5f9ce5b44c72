package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import id.jipmonitor.protocol.settings.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Users with keys made for one engine (RFC 3414 section 2.6). A key takes a million bytes of hashing, so it is made once.
 * AES-192 and AES-256 keys are lengthened as draft-blumenthal-aes-usm-04 says, as Net-SNMP does.
 */
final class LocalizedUsers {
    private final USM usm;
    private final SecurityProtocols protocols;
    private final Map<String, SnmpCredentials.User> known = new ConcurrentHashMap<>();

    LocalizedUsers(USM usm, SecurityProtocols protocols) {
        this.usm = usm;
        this.protocols = protocols;
    }

    /** Returns when requests of the user to this engine can be made. */
    void add(byte[] engine, SnmpCredentials.User user) {
        String key = new OctetString(engine).toHexString() + "/" + user.name();
        known.compute(key, (_, former) -> {
            if (!user.equals(former)) {
                localize(engine, user);
            }
            return user;
        });
    }

    private void localize(byte[] engine, SnmpCredentials.User user) {
        @Nullable
        OID authentication =
                user.authentication().map(each -> of(each.protocol())).orElse(null);
        @Nullable OID privacy = user.privacy().map(each -> of(each.protocol())).orElse(null);
        byte[] authenticationKey = authentication == null
                ? null
                : protocols.passwordToKey(
                        authentication, text(user.authentication().orElseThrow().secret()), engine);
        byte[] privacyKey = privacy == null
                ? null
                : protocols.passwordToKey(
                        privacy,
                        authentication,
                        text(user.privacy().orElseThrow().secret()),
                        engine);
        usm.addLocalizedUser(
                engine, new OctetString(user.name()), authentication, authenticationKey, privacy, privacyKey);
    }

    private static OctetString text(Secret secret) {
        return new OctetString(secret.reveal());
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
}

package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.settings.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** With what the agent asks a device; named in the agent's own file, so that secrets never travel. */
public sealed interface SnmpCredentials {
    /** How tables of the devices that these open are read. */
    Walk walk();

    /** Protocols among them that are broken (MD5, DES), by the word of the settings. */
    List<String> weakProtocols();

    /** SNMP v2c: one word in clear text on the wire. */
    record Community(Secret community, Walk walk) implements SnmpCredentials {
        @Override
        public List<String> weakProtocols() {
            return List.of();
        }
    }

    /**
     * SNMP v3, user-based security (RFC 3414, RFC 3826, RFC 7860). Without authentication there is no privacy.
     *
     * @param name security name, 1 to 32 characters
     */
    record User(String name, Optional<Authentication> authentication, Optional<Privacy> privacy, Walk walk)
            implements SnmpCredentials {
        @Override
        public List<String> weakProtocols() {
            return Stream.concat(
                            authentication
                                    .map(Authentication::protocol)
                                    .filter(AuthenticationProtocol.MD5::equals)
                                    .stream(),
                            privacy.map(Privacy::protocol).filter(PrivacyProtocol.DES::equals).stream())
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** How a table is read. */
    enum Walk {
        /** Many rows a message (RFC 3416 section 4.2.3), fewer when the device cannot bear it. */
        GETBULK,
        /** Row by row, for devices that answer GETBULK and answer it wrongly. */
        GETNEXT
    }

    /** @param secret at least 8 characters (RFC 3414 section 11.2) */
    record Authentication(AuthenticationProtocol protocol, Secret secret) {}

    /** @param secret at least 8 characters */
    record Privacy(PrivacyProtocol protocol, Secret secret) {}

    /** MD5 and SHA-1 are for devices that know nothing better. */
    enum AuthenticationProtocol {
        MD5,
        SHA_1,
        SHA_224,
        SHA_256,
        SHA_384,
        SHA_512
    }

    /** DES is for devices that know nothing better. */
    enum PrivacyProtocol {
        DES,
        AES_128,
        AES_192,
        AES_256
    }
}

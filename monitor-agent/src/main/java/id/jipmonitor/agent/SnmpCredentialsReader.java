package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Authentication;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Privacy;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.util.Optional;

/** Reads one entry of {@code snmp_credentials}. */
final class SnmpCredentialsReader {
    private static final int LEAST_SECRET = 8;

    private SnmpCredentialsReader() {}

    static Value<SnmpCredentials> read(Section section) {
        boolean community = section.has("community");
        if (community == section.has("user")) {
            String found = community ? "both" : "neither";
            return section.refuse("", "expected exactly one of community (v2c), user (v3)", found, "");
        }
        return community ? community(section) : user(section);
    }

    private static Value<SnmpCredentials> community(Section section) {
        Value<Secret> community = section.required("community", Kinds.secret());
        Value<Walk> walk = walk(section);
        return section.build(() -> new SnmpCredentials.Community(community.get(), walk.get()));
    }

    private static Value<SnmpCredentials> user(Section section) {
        Value<String> name = section.required("user", Kinds.text(1, 32));
        Optional<Value<Authentication>> authentication =
                section.maybeSection("authentication").map(SnmpCredentialsReader::authentication);
        Optional<Value<Privacy>> privacy = section.maybeSection("privacy").map(SnmpCredentialsReader::privacy);
        Value<Walk> walk = walk(section);
        if (privacy.isPresent() && !section.has("authentication")) {
            return section.refuse(
                    "privacy", "expected authentication beside it (RFC 3414)", "privacy alone", "Add authentication");
        }
        return section.build(() -> new SnmpCredentials.User(
                name.get(), authentication.map(Value::get), privacy.map(Value::get), walk.get()));
    }

    private static Value<Walk> walk(Section section) {
        return section.optional("walk", Kinds.choice(Walk.class), Walk.GETBULK);
    }

    private static Value<Authentication> authentication(Section section) {
        Value<AuthenticationProtocol> protocol =
                section.required("protocol", Kinds.choice(AuthenticationProtocol.class));
        Value<Secret> secret = secret(section);
        return section.build(() -> new Authentication(protocol.get(), secret.get()));
    }

    private static Value<Privacy> privacy(Section section) {
        Value<PrivacyProtocol> protocol = section.required("protocol", Kinds.choice(PrivacyProtocol.class));
        Value<Secret> secret = secret(section);
        return section.build(() -> new Privacy(protocol.get(), secret.get()));
    }

    private static Value<Secret> secret(Section section) {
        Value<Secret> secret = section.required("secret", Kinds.secret());
        boolean tooShort = secret.ifUsable()
                .filter(each -> each.reveal().length() < LEAST_SECRET)
                .isPresent();
        return tooShort
                ? section.refuse(
                        "secret", "expected at least 8 characters (RFC 3414 section 11.2)", "fewer (not shown)", "")
                : secret;
    }
}

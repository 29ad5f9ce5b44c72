package id.jipmonitor.agent.probe.snmp;

import java.util.Optional;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** SNMP v3: the device's engine has to be known, since a user's keys are made for it (RFC 3414 section 2.6). */
final class UserAccess implements DeviceAccess {
    private final UdpAddress device;
    private final SnmpCredentials.User user;
    private final DeviceEngines engines;
    private final LocalizedUsers users;
    private Optional<OctetString> engine;
    private boolean engineAnswered;

    UserAccess(UdpAddress device, SnmpCredentials.User user, DeviceEngines engines, LocalizedUsers users) {
        this.device = device;
        this.user = user;
        this.engines = engines;
        this.users = users;
        this.engine = engines.known(device);
    }

    @Override
    public Target<UdpAddress> target(DeviceTime time) throws SnmpFailure, InterruptedException {
        if (engine.isEmpty()) {
            engine = Optional.of(engines.find(device, time));
            engineAnswered = true;
        }
        byte[] id = engine.get().getValue();
        users.add(id, user);
        UserTarget<UdpAddress> target = new UserTarget<>(device, new OctetString(user.name()), id, level());
        target.setVersion(SnmpConstants.version3);
        return target;
    }

    /** A silence, or a report about the engine: the device may have been replaced, or is away. */
    @Override
    public boolean doubt(SnmpFailure.Kind failure) {
        boolean wrong = failure == SnmpFailure.Kind.SILENT || failure == SnmpFailure.Kind.OTHER_ENGINE;
        if (engineAnswered || engine.isEmpty() || !wrong) {
            return false;
        }
        engines.forget(device, engine.get());
        engine = Optional.empty();
        return true;
    }

    @Override
    public boolean engineAnswered() {
        return engineAnswered;
    }

    private int level() {
        if (user.privacy().isPresent()) {
            return SecurityLevel.AUTH_PRIV;
        }
        return user.authentication().isPresent() ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV;
    }
}

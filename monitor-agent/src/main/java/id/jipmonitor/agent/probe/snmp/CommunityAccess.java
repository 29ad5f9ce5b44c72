package id.jipmonitor.agent.probe.snmp;

import org.snmp4j.CommunityTarget;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** SNMP v2c: nothing to find out. */
final class CommunityAccess implements DeviceAccess {
    private final CommunityTarget<UdpAddress> target;

    CommunityAccess(UdpAddress device, SnmpCredentials.Community credentials) {
        target = new CommunityTarget<>(
                device, new OctetString(credentials.community().reveal()));
        target.setVersion(SnmpConstants.version2c);
    }

    @Override
    public Target<UdpAddress> target(DeviceTime time) {
        return target;
    }

    @Override
    public boolean doubt(SnmpFailure.Kind failure) {
        return false;
    }

    @Override
    public boolean engineAnswered() {
        return false;
    }
}

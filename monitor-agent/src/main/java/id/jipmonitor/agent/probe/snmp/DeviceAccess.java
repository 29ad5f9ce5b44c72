package id.jipmonitor.agent.probe.snmp;

import org.snmp4j.Target;
import org.snmp4j.smi.UdpAddress;

/** As whom one device is asked in one round. */
interface DeviceAccess {
    /** Where and as whom to ask; what must be found out first takes of the device's time. */
    Target<UdpAddress> target(DeviceTime time) throws SnmpFailure, InterruptedException;

    /**
     * Whether what was found out in an earlier round may be wrong by now. If so it is forgotten, and the next {@link #target}
     * finds it out anew; at most once a round.
     *
     * @param failure of the round's first request
     */
    boolean doubt(SnmpFailure.Kind failure);

    /** Whether the device's engine has answered in this round, before any request. */
    boolean engineAnswered();
}

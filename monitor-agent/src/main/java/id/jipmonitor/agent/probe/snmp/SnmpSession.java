package id.jipmonitor.agent.probe.snmp;

import java.time.Duration;
import java.util.List;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** One round's talk with one device; all its PDUs share one deadline. */
interface SnmpSession {
    /** The values of some objects; missing ones come as exceptions (RFC 3416 section 4.2.1). */
    List<VariableBinding> get(List<OID> objects) throws SnmpFailure, InterruptedException;

    /**
     * What follows some objects, row by row.
     *
     * @param repetitions max-repetitions of a GETBULK, or 0 for a GETNEXT
     */
    List<VariableBinding> next(List<OID> objects, int repetitions) throws SnmpFailure, InterruptedException;

    /** How many PDUs were sent. */
    int sent();

    /** First request to last response; zero when none came. */
    Duration talked();
}

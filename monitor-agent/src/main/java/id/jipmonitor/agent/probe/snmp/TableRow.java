package id.jipmonitor.agent.probe.snmp;

import java.util.Map;
import java.util.OptionalLong;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/** One row's values by column, as far as the device has them. */
record TableRow(Map<OID, Variable> values) {
    /** The number in a column; empty where there is none or a value of another kind. */
    OptionalLong number(OID column) {
        return switch (values.get(column)) {
            case Integer32 number -> OptionalLong.of(number.toLong());
            case UnsignedInteger32 number -> OptionalLong.of(number.toLong());
            case Counter64 number -> OptionalLong.of(number.toLong());
            case null, default -> OptionalLong.empty();
        };
    }
}

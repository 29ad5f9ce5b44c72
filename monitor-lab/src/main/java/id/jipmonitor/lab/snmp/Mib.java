package id.jipmonitor.lab.snmp;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** A device's variables in OID order; each is a function of how long the device has been running. */
public final class Mib {
    private final NavigableMap<OID, Function<Duration, Variable>> variables;

    Mib(Map<OID, Function<Duration, Variable>> variables) {
        this.variables = new TreeMap<>(variables);
    }

    /** How many variables there are. */
    public int size() {
        return variables.size();
    }

    Optional<Variable> get(OID oid, Duration running) {
        return Optional.ofNullable(variables.get(oid)).map(variable -> variable.apply(running));
    }

    /** The first variable after an OID. */
    Optional<VariableBinding> next(OID oid, Duration running) {
        return Optional.ofNullable(variables.higherEntry(oid))
                .map(entry ->
                        new VariableBinding(entry.getKey(), entry.getValue().apply(running)));
    }
}

package id.jipmonitor.agent.probe.snmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads columns of a table by GETBULK, or by GETNEXT where the device is known to need it. What is too much for a device is found out by shrinking, from 10 rows a message
 * to 5 to GETNEXT, and remembered in its {@link DeviceMemory}. A device that answers in circles ends the walk.
 */
final class TableWalk {
    private static final int COLUMNS_AT_ONCE = 4;
    private static final int MAX_ROWS = 4_000;

    private final SnmpSession session;
    private final DeviceMemory memory;
    private final int indexLength;
    private final Map<OID, Map<OID, Variable>> rows = new TreeMap<>();

    /** @param indexLength numbers that name a row: 1 for an ifIndex, 4 for an IPv4 address */
    TableWalk(SnmpSession session, DeviceMemory memory, int indexLength) {
        this.session = session;
        this.memory = memory;
        this.indexLength = indexLength;
    }

    /** The rows found so far by index; still valid after a failure. */
    Map<OID, Map<OID, Variable>> rows() {
        return rows;
    }

    void read(List<OID> columns) throws SnmpFailure, InterruptedException {
        for (int from = 0; from < columns.size(); from += COLUMNS_AT_ONCE) {
            Map<OID, OID> places = new HashMap<>();
            List<OID> open = new ArrayList<>(columns.subList(from, Math.min(columns.size(), from + COLUMNS_AT_ONCE)));
            open.forEach(column -> places.put(column, column));
            while (!open.isEmpty()) {
                step(open, places);
            }
        }
    }

    private void step(List<OID> open, Map<OID, OID> places) throws SnmpFailure, InterruptedException {
        List<OID> asked = List.copyOf(open);
        List<VariableBinding> answer = ask(asked.stream().map(places::get).toList());
        if (answer.isEmpty()) {
            throw new SnmpFailure(SnmpFailure.Kind.NONSENSE, "expected values after " + asked + ". Found: none");
        }
        for (int i = 0; i < answer.size(); i++) {
            OID column = asked.get(i % asked.size());
            if (open.contains(column) && !take(column, answer.get(i), places)) {
                open.remove(column);
            }
        }
    }

    private List<VariableBinding> ask(List<OID> places) throws SnmpFailure, InterruptedException {
        while (true) {
            int repetitions = memory.repetitions();
            try {
                return session.next(places, repetitions);
            } catch (SnmpFailure failure) {
                boolean size = failure.kind() == SnmpFailure.Kind.SILENT || failure.kind() == SnmpFailure.Kind.TOO_BIG;
                if (!size || !memory.shrink(repetitions)) {
                    throw failure;
                }
            }
        }
    }

    /** Whether the column goes on. */
    private boolean take(OID column, VariableBinding binding, Map<OID, OID> places) throws SnmpFailure {
        OID found = binding.getOid();
        if (binding.isException() || !found.startsWith(column) || found.size() != column.size() + indexLength) {
            return false;
        }
        OID former = places.put(column, found);
        if (former != null && found.compareTo(former) <= 0) {
            throw new SnmpFailure(
                    SnmpFailure.Kind.NONSENSE, "expected an object after " + former + ". Found: " + found);
        }
        OID index = new OID(found.getValue(), column.size(), indexLength);
        if (rows.size() >= MAX_ROWS && !rows.containsKey(index)) {
            throw new SnmpFailure(SnmpFailure.Kind.NONSENSE, "expected at most " + MAX_ROWS + " rows. Found: more");
        }
        rows.computeIfAbsent(index, _ -> new HashMap<>()).put(column, binding.getVariable());
        return true;
    }
}

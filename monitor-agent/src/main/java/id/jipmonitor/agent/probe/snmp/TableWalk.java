package id.jipmonitor.agent.probe.snmp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads columns of a table by GETBULK, or by GETNEXT where the device is known to need it. What is too much for a device is found out by shrinking, from 10 rows a message
 * to 5 to GETNEXT, and remembered in its {@link DeviceMemory}. A device that answers in circles ends the walk.
 *
 * <p>Four columns are read at once. The first four say which rows there are, and are read until the table ends; the others are
 * read to the last of these rows and no further. No more rows are asked for than are still to come, as far as that is known.
 */
final class TableWalk {
    private static final int COLUMNS_AT_ONCE = 4;
    private static final int MAX_ROWS = 4_000;

    private final SnmpSession session;
    private final DeviceMemory memory;
    private final int indexLength;
    private final int rowsBefore;
    private final TreeMap<OID, Map<OID, Variable>> rows = new TreeMap<>();
    private Optional<OID> lastRow = Optional.empty();

    /**
     * A walk that has read nothing yet.
     *
     * @param indexLength numbers that name a row: 1 for an ifIndex, 4 for an IPv4 address
     * @param rowsBefore how many rows the walk before has found; 0 when there was none
     */
    TableWalk(SnmpSession session, DeviceMemory memory, int indexLength, int rowsBefore) {
        this.session = session;
        this.memory = memory;
        this.indexLength = indexLength;
        this.rowsBefore = rowsBefore;
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
            lastRow = rows.isEmpty() ? Optional.empty() : Optional.of(rows.lastKey());
        }
    }

    private void step(List<OID> open, Map<OID, OID> places) throws SnmpFailure, InterruptedException {
        List<OID> asked = List.copyOf(open);
        List<OID> from = asked.stream().map(places::get).toList();
        List<VariableBinding> answer = ask(from, ahead(asked, from));
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

    private List<VariableBinding> ask(List<OID> places, int ahead) throws SnmpFailure, InterruptedException {
        while (true) {
            int repetitions = memory.repetitions();
            try {
                return session.next(places, Math.min(repetitions, ahead));
            } catch (SnmpFailure failure) {
                boolean size = failure.kind() == SnmpFailure.Kind.SILENT || failure.kind() == SnmpFailure.Kind.TOO_BIG;
                if (!size || !memory.shrink(repetitions)) {
                    throw failure;
                }
            }
        }
    }

    /** How many rows the next message is worth asking for: those to come, and the end of the table while that is not known. */
    private int ahead(List<OID> columns, List<OID> places) {
        if (lastRow.isEmpty()) {
            int expected = rowsBefore + 1 - rows.size();
            return rowsBefore > 0 && expected > 0 ? expected : DeviceMemory.MOST_REPETITIONS;
        }
        long most = 1;
        for (int i = 0; i < columns.size(); i++) {
            OID place = places.get(i);
            SortedMap<OID, ?> toCome =
                    place.equals(columns.get(i)) ? rows : rows.tailMap(index(columns.get(i), place), false);
            most = Math.max(
                    most,
                    toCome.keySet().stream()
                            .limit(DeviceMemory.MOST_REPETITIONS)
                            .count());
        }
        return (int) most;
    }

    private OID index(OID column, OID object) {
        return new OID(object.getValue(), column.size(), indexLength);
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
        OID index = index(column, found);
        if (rows.size() >= MAX_ROWS && !rows.containsKey(index)) {
            throw new SnmpFailure(SnmpFailure.Kind.NONSENSE, "expected at most " + MAX_ROWS + " rows. Found: more");
        }
        rows.computeIfAbsent(index, _ -> new HashMap<>()).put(column, binding.getVariable());
        return lastRow.isEmpty() || index.compareTo(lastRow.get()) < 0;
    }
}

package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** ifTable and ifXTable (RFC 2863) as rows of one interface each, named by ifName, else ifDescr. */
final class InterfaceTable {
    private static final OID IF_ENTRY = new OID("1.3.6.1.2.1.2.2.1");
    private static final OID IF_X_ENTRY = new OID("1.3.6.1.2.1.31.1.1.1");

    static final OID IF_DESCR = column(IF_ENTRY, 2);
    static final OID IF_SPEED = column(IF_ENTRY, 5);
    static final OID IF_ADMIN_STATUS = column(IF_ENTRY, 7);
    static final OID IF_OPER_STATUS = column(IF_ENTRY, 8);
    static final OID IF_IN_OCTETS = column(IF_ENTRY, 10);
    static final OID IF_IN_DISCARDS = column(IF_ENTRY, 13);
    static final OID IF_IN_ERRORS = column(IF_ENTRY, 14);
    static final OID IF_OUT_OCTETS = column(IF_ENTRY, 16);
    static final OID IF_OUT_DISCARDS = column(IF_ENTRY, 19);
    static final OID IF_OUT_ERRORS = column(IF_ENTRY, 20);
    static final OID IF_NAME = column(IF_X_ENTRY, 1);
    static final OID IF_HC_IN_OCTETS = column(IF_X_ENTRY, 6);
    static final OID IF_HC_OUT_OCTETS = column(IF_X_ENTRY, 10);
    static final OID IF_HIGH_SPEED = column(IF_X_ENTRY, 15);
    static final OID IF_ALIAS = column(IF_X_ENTRY, 18);
    static final OID IF_COUNTER_DISCONTINUITY_TIME = column(IF_X_ENTRY, 19);

    /** In the order of asking: names and states first, so that a slow device tells at least those. */
    static final List<OID> COLUMNS = List.of(
            IF_NAME,
            IF_ADMIN_STATUS,
            IF_OPER_STATUS,
            IF_HC_IN_OCTETS,
            IF_HC_OUT_OCTETS,
            IF_HIGH_SPEED,
            IF_COUNTER_DISCONTINUITY_TIME,
            IF_IN_ERRORS,
            IF_OUT_ERRORS,
            IF_IN_DISCARDS,
            IF_OUT_DISCARDS);

    private InterfaceTable() {}

    /** What else has to be asked, because some interface has no ifName, or not both 64-bit counters. */
    static List<OID> missing(Collection<Map<OID, Variable>> rows) {
        List<OID> columns = new ArrayList<>();
        if (!rows.stream().allMatch(row -> hasText(row, IF_NAME))) {
            columns.add(IF_DESCR);
        }
        if (!rows.stream().allMatch(InterfaceTable::wide)) {
            columns.addAll(List.of(IF_IN_OCTETS, IF_OUT_OCTETS));
        }
        return columns;
    }

    private static boolean wide(Map<OID, Variable> row) {
        return row.containsKey(IF_HC_IN_OCTETS) && row.containsKey(IF_HC_OUT_OCTETS);
    }

    private static boolean hasText(Map<OID, Variable> row, OID column) {
        return row.containsKey(column)
                && !OctetNames.text(row.getOrDefault(column, new Integer32(0))).isEmpty();
    }

    /** An interface's octet counters, 64-bit where there are any. */
    static Optional<OctetCounters> counters(TableRow row) {
        boolean wide = wide(row.values());
        OptionalLong in = row.number(wide ? IF_HC_IN_OCTETS : IF_IN_OCTETS);
        OptionalLong out = row.number(wide ? IF_HC_OUT_OCTETS : IF_OUT_OCTETS);
        if (in.isEmpty() || out.isEmpty()) {
            return Optional.empty();
        }
        long speed = row.number(IF_HIGH_SPEED).orElse(0) * 1_000_000;
        long discontinuity = row.number(IF_COUNTER_DISCONTINUITY_TIME).orElse(0);
        return Optional.of(new OctetCounters(wide, in.getAsLong(), out.getAsLong(), discontinuity, speed));
    }

    /**
     * Rows by name, in order of ifIndex. Names given twice get their ifIndex behind, since neither can be told apart
     * otherwise.
     *
     * @param kept names wanted; all when empty
     */
    static Map<String, TableRow> named(Map<OID, Map<OID, Variable>> rows, List<String> kept) {
        Map<String, List<OID>> byName = new LinkedHashMap<>();
        rows.forEach((index, values) -> byName.computeIfAbsent(name(index, values), _ -> new ArrayList<>())
                .add(index));
        Map<String, TableRow> named = new LinkedHashMap<>();
        byName.forEach((name, indexes) -> {
            for (OID index : indexes) {
                if (kept.isEmpty() || kept.contains(name)) {
                    named.put(
                            indexes.size() == 1 ? name : suffixed(name, index),
                            new TableRow(rows.getOrDefault(index, Map.of())));
                }
            }
        });
        return named;
    }

    private static String suffixed(String name, OID index) {
        String suffix = "#" + index;
        int room = Measure.MAX_INSTANCE - suffix.length();
        return (name.length() > room ? name.substring(0, room) : name) + suffix;
    }

    /** ifName, else ifDescr, else its ifIndex. */
    static String name(OID index, Map<OID, Variable> values) {
        for (OID column : List.of(IF_NAME, IF_DESCR)) {
            if (hasText(values, column)) {
                return OctetNames.text(values.getOrDefault(column, new Integer32(0)));
            }
        }
        return "ifIndex-" + index;
    }

    private static OID column(OID entry, int number) {
        return new OID(entry).append(number);
    }
}

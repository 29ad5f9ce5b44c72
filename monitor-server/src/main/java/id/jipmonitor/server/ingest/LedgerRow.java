package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A row of table delivery_ledger, its columns by name. */
record LedgerRow(
        String agent, String boot, String received, String explained, long announced, long duplicates, long changedAt) {
    /** @param columns by lower-case name, as JDBI gives them */
    static LedgerRow of(Map<String, Object> columns) {
        return new LedgerRow(
                text(columns, "agent"),
                text(columns, "boot"),
                text(columns, "received"),
                text(columns, "explained"),
                number(columns, "announced"),
                number(columns, "duplicates"),
                number(columns, "changed_at"));
    }

    private static String text(Map<String, Object> columns, String name) {
        return String.valueOf(columns.get(name));
    }

    /** SQLite gives an Integer where the number is small. */
    private static long number(Map<String, Object> columns, String name) {
        return columns.get(name) instanceof Number number ? number.longValue() : 0;
    }

    DeliveryLedger ledger() {
        return new DeliveryLedger(NumberRanges.parse(received), explained(explained), announced, duplicates);
    }

    LedgerStatus status() {
        return new LedgerStatus(
                new AgentId(agent), BootId.parse(boot), ledger(), Instant.EPOCH.plus(changedAt, ChronoUnit.MICROS));
    }

    /** For instance {@code OVERFLOW:1-500;REJECTED:502}. */
    static String text(Map<HoleCause, NumberRanges> explained) {
        return explained.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(";"));
    }

    private static Map<HoleCause, NumberRanges> explained(String text) {
        Map<HoleCause, NumberRanges> explained = new EnumMap<>(HoleCause.class);
        for (String each : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            int colon = each.indexOf(':');
            explained.put(HoleCause.valueOf(each.substring(0, colon)), NumberRanges.parse(each.substring(colon + 1)));
        }
        return explained;
    }
}

package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Capacity;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.snmp4j.smi.OID;

/** Every interface's state, counters and rates; rates need the round before. */
final class InterfaceFacts implements SnmpFacts {
    private static final Map<OID, Metric> PLAIN = Map.of(
            InterfaceTable.IF_ADMIN_STATUS, Metric.IF_ADMIN_STATUS,
            InterfaceTable.IF_OPER_STATUS, Metric.IF_OPER_STATUS,
            InterfaceTable.IF_IN_ERRORS, Metric.IF_IN_ERRORS_TOTAL,
            InterfaceTable.IF_OUT_ERRORS, Metric.IF_OUT_ERRORS_TOTAL,
            InterfaceTable.IF_IN_DISCARDS, Metric.IF_IN_DISCARDS_TOTAL,
            InterfaceTable.IF_OUT_DISCARDS, Metric.IF_OUT_DISCARDS_TOTAL);

    private final List<String> kept;
    private final Map<String, Capacity> capacities;
    private final DeviceMemory memory;
    private final SystemAge age;
    private Map<String, OctetCounters> former = Map.of();
    private int rowsBefore;

    InterfaceFacts(List<String> kept, List<Capacity> capacities, DeviceMemory memory, LongSupplier nanoClock) {
        this.kept = kept;
        this.capacities = capacities.stream().collect(Collectors.toMap(Capacity::name, Function.identity()));
        this.memory = memory;
        this.age = new SystemAge(nanoClock);
    }

    @Override
    public String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException {
        String problem = age.read(session, into);
        TableWalk walk = new TableWalk(session, memory, 1, rowsBefore);
        try {
            walk.read(InterfaceTable.COLUMNS);
            walk.read(InterfaceTable.missing(walk.rows().values()));
        } finally {
            rowsBefore = walk.rows().size();
            add(InterfaceTable.named(walk.rows(), kept), into);
        }
        boolean cut = into.size() > ProbeResult.MAX_MEASURES;
        return cut ? into.size() + " measures, cut at " + ProbeResult.MAX_MEASURES + "; name the interfaces" : problem;
    }

    private void add(Map<String, TableRow> rows, List<Measure> into) {
        Map<String, OctetCounters> now = new HashMap<>();
        int dropped = 0;
        for (Map.Entry<String, TableRow> each : rows.entrySet()) {
            String name = each.getKey();
            TableRow row = each.getValue();
            PLAIN.forEach((column, metric) -> add(into, metric, name, row, column, 1));
            add(into, Metric.IF_SPEED_BITS_PER_SECOND, name, row, InterfaceTable.IF_HIGH_SPEED, 1e6);
            Optional<OctetCounters> counters = InterfaceTable.counters(row);
            if (counters.isPresent()) {
                now.put(name, counters.get());
                dropped += addCounters(into, name, counters.get());
            }
        }
        former = now;
        into.add(Measure.of(Metric.IF_RATES_DROPPED, dropped));
    }

    private int addCounters(List<Measure> into, String name, OctetCounters counters) {
        boolean wide = counters.wide();
        into.add(new Measure(
                wide ? Metric.IF_HC_IN_OCTETS_TOTAL : Metric.IF_IN_OCTETS_TOTAL, name, unsigned(counters.in())));
        into.add(new Measure(
                wide ? Metric.IF_HC_OUT_OCTETS_TOTAL : Metric.IF_OUT_OCTETS_TOTAL, name, unsigned(counters.out())));
        OctetCounters before = former.get(name);
        RateRule.Rates rates = before == null
                ? RateRule.Rates.NONE
                : age.secondsSinceFormer()
                        .map(seconds -> RateRule.between(before, counters, seconds))
                        .orElse(RateRule.Rates.NONE);
        rates.inBitsPerSecond().ifPresent(rate -> into.add(new Measure(Metric.IF_IN_BITS_PER_SECOND, name, rate)));
        rates.outBitsPerSecond().ifPresent(rate -> into.add(new Measure(Metric.IF_OUT_BITS_PER_SECOND, name, rate)));
        Optional.ofNullable(capacities.get(name)).ifPresent(capacity -> addUtilisation(into, capacity, rates));
        return rates.dropped();
    }

    /** Rate by capacity, as the settings have it; what a device claims of its port is not what the line was bought for. */
    private static void addUtilisation(List<Measure> into, Capacity capacity, RateRule.Rates rates) {
        rates.inBitsPerSecond()
                .map(rate -> rate / capacity.inBitsPerSecond())
                .ifPresent(share -> into.add(new Measure(Metric.IF_IN_UTILISATION_RATIO, capacity.name(), share)));
        rates.outBitsPerSecond()
                .map(rate -> rate / capacity.outBitsPerSecond())
                .ifPresent(share -> into.add(new Measure(Metric.IF_OUT_UTILISATION_RATIO, capacity.name(), share)));
    }

    private static void add(List<Measure> into, Metric metric, String name, TableRow row, OID column, double unit) {
        row.number(column).ifPresent(value -> into.add(new Measure(metric, name, value * unit)));
    }

    private static double unsigned(long counter) {
        return counter >= 0 ? counter : counter + 0x1p64;
    }
}

package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of an answer to results; {@link Lines} writes them.
 *
 * <pre>
 *   probe_result   tags agent, probe             one point per result
 *   probe_measure  tags agent, probe, instance   one point per result and instance (an interface, a named OID)
 * </pre>
 */
final class Points {
    static final String RESULT = "probe_result";
    static final String MEASURE = "probe_measure";
    static final String AGENT = "agent";
    static final String PROBE = "probe";
    static final String INSTANCE = "instance";
    static final String OUTCOME = "outcome";
    static final String CAUSE = "cause";
    static final String DETAIL = "detail";
    static final String ROUND = "round";

    private Points() {}

    /**
     * Whether a row of probe_result has all its fields. InfluxDB shows a point while it is still writing it; such a one has
     * not been acknowledged to anybody.
     */
    static boolean isWhole(Row row) {
        if (row.find(ROUND).isEmpty()) {
            return FirstLayout.isWhole(row);
        }
        int optional = measures("", row).size() + present(row, CAUSE) + present(row, DETAIL);
        return row.find(OUTCOME).isPresent() && optional >= round(row).fields();
    }

    /** How many points of probe_measure belong to the result. */
    static int instances(Row row) {
        return row.find(ROUND).isPresent() ? round(row).instances() : FirstLayout.instances(row);
    }

    /** @param instances the result's rows of probe_measure */
    static RecordedResult read(Series series, Row row, List<Row> instances) {
        if (row.find(ROUND).isEmpty()) {
            return FirstLayout.read(series, row, instances);
        }
        Round round = round(row);
        List<Measure> measures = new ArrayList<>(round.zeros());
        measures.addAll(all(row, instances));
        Reason reason = new Reason(
                row.find(CAUSE).map(_ -> row.word(Cause.class, CAUSE)).orElse(Cause.NONE),
                row.find(DETAIL).map(Object::toString).orElse(""));
        ProbeResult result = new ProbeResult(
                series.probe(),
                row.time(),
                round.monotonicNanos(),
                round.interval(),
                row.word(Outcome.class, OUTCOME),
                reason,
                round.packets(),
                round.quality(),
                round.stalled(),
                round.roundTripTimes(),
                measures);
        return new RecordedResult(series.agent(), round.sequence(), result);
    }

    /** The target's own measures, then those of its parts. */
    static List<Measure> all(Row row, List<Row> instances) {
        List<Measure> measures = measures("", row);
        instances.forEach(each -> measures.addAll(measures(InstanceTag.read(each.text(INSTANCE)), each)));
        return measures;
    }

    static List<Measure> measures(String instance, Row row) {
        List<Measure> measures = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            row.find(metric.metricName())
                    .ifPresent(value -> measures.add(new Measure(metric, instance, ((Number) value).doubleValue())));
        }
        return measures;
    }

    private static int present(Row row, String field) {
        return row.find(field).isPresent() ? 1 : 0;
    }

    private static Round round(Row row) {
        return Round.read(row.text(ROUND));
    }
}

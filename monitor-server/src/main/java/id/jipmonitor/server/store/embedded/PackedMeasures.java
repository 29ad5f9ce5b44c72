package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * The measures of a result, in their order, as runs of neighbours that share an instance:
 *
 * <pre>
 *   runs | instance text | entries | metric*4+form value | metric*4+form value | ... | instance text | ...
 * </pre>
 *
 * A value takes the shortest form that gives back the same double: a whole number, billionths (seconds are often whole
 * nanoseconds), or its eight bytes.
 */
final class PackedMeasures {
    private static final int EXACT = 0;
    private static final int WHOLE = 1;
    private static final int BILLIONTHS = 2;
    private static final double BILLION = 1e9;
    private static final Words<Metric> METRICS = new Words<>(Metric.class);

    private PackedMeasures() {}

    static void write(List<Measure> measures, PackedWriter to) {
        List<List<Measure>> runs = runs(measures);
        to.number(runs.size());
        for (List<Measure> run : runs) {
            to.text(run.getFirst().instance());
            to.number(run.size());
            run.forEach(each -> write(each, to));
        }
    }

    static List<Measure> read(PackedReader from) {
        List<Measure> measures = new ArrayList<>();
        int runs = from.count();
        for (int run = 0; run < runs; run++) {
            String instance = from.text();
            int entries = from.count();
            for (int i = 0; i < entries; i++) {
                measures.add(read(instance, from));
            }
        }
        return measures;
    }

    private static List<List<Measure>> runs(List<Measure> measures) {
        List<List<Measure>> runs = new ArrayList<>();
        for (Measure each : measures) {
            if (runs.isEmpty() || !runs.getLast().getFirst().instance().equals(each.instance())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(each);
        }
        return runs;
    }

    private static void write(Measure measure, PackedWriter to) {
        double value = measure.value();
        long whole = Math.round(value);
        long billionths = Math.round(value * BILLION);
        int head = METRICS.position(measure.metric()) << 2;
        if (same((double) whole, value) && Math.abs(whole) < 1L << 53) {
            to.number(head | WHOLE);
            to.signed(whole);
        } else if (same(billionths / BILLION, value) && Math.abs(billionths) < 1L << 42) {
            to.number(head | BILLIONTHS);
            to.signed(billionths);
        } else {
            to.number(head | EXACT);
            to.fixed64(Double.doubleToRawLongBits(value));
        }
    }

    private static Measure read(String instance, PackedReader from) {
        long head = from.number();
        Metric metric = METRICS.at(Math.toIntExact(head >>> 2));
        return new Measure(
                metric,
                instance,
                switch ((int) (head & 3)) {
                    case EXACT -> Double.longBitsToDouble(from.fixed64());
                    case WHOLE -> from.signed();
                    case BILLIONTHS -> from.signed() / BILLION;
                    default -> throw new IllegalArgumentException("unknown form of a number");
                });
    }

    /** Tells -0.0 from 0.0. */
    private static boolean same(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
}

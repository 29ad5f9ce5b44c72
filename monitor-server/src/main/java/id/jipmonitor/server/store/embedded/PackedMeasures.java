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
 * A value takes the shortest {@link Form} that gives back the same double.
 */
final class PackedMeasures {
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
        Form form = Form.of(measure.value());
        to.number((long) METRICS.position(measure.metric()) << 2 | form.position());
        form.write(measure.value(), to);
    }

    private static Measure read(String instance, PackedReader from) {
        long head = from.number();
        Metric metric = METRICS.at(Math.toIntExact(head >>> 2));
        return new Measure(metric, instance, Form.at((int) (head & 3)).read(from));
    }
}

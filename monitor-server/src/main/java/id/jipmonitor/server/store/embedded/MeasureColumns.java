package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.RoundTripStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The measures of a {@link Block}. A name is a metric of an instance; a shape is the names of one result, in their order. A value
 * that follows from the round's times to the last bit ({@link RoundTripStatistics#following}) is not kept.
 *
 * <pre>
 *   names    metric | instance, each distinct one once
 *   shapes   length | positions of names, each distinct one once; then the shape's position per result
 *   values   per name: how each is kept (0 follows, else 1 + {@link Form}); then of those kept the difference to the one before
 * </pre>
 */
final class MeasureColumns {
    private static final Words<Metric> METRICS = new Words<>(Metric.class);

    private MeasureColumns() {}

    private record Name(Metric metric, String instance) {}

    static void write(List<RecordedResult> results, PackedWriter to) {
        Dictionary<Name> names = new Dictionary<>();
        Dictionary<List<Integer>> shapes = new Dictionary<>();
        List<NumberList> ways = new ArrayList<>();
        List<NumberList> values = new ArrayList<>();
        long[] shapeOf = new long[results.size()];
        for (int i = 0; i < shapeOf.length; i++) {
            ProbeResult result = results.get(i).result();
            RoundTripStatistics round =
                    RoundTripStatistics.ofAnswered(result.packets().count(), result.roundTripTimes());
            List<Integer> shape = new ArrayList<>(result.measures().size());
            for (Measure each : result.measures()) {
                int name = names.position(new Name(each.metric(), each.instance()));
                if (name == ways.size()) {
                    ways.add(new NumberList());
                    values.add(new NumberList());
                }
                shape.add(name);
                keep(each, round, ways.get(name), values.get(name));
            }
            shapeOf[i] = shapes.position(shape);
        }
        to.number(names.values().size());
        for (Name each : names.values()) {
            to.number(METRICS.position(each.metric()));
            to.text(each.instance());
        }
        to.number(shapes.values().size());
        for (List<Integer> each : shapes.values()) {
            to.number(each.size());
            each.forEach(to::number);
        }
        Column.write(shapeOf, to);
        for (int i = 0; i < ways.size(); i++) {
            Column.write(ways.get(i).toArray(), to);
            Column.write(Column.differences(values.get(i).toArray()), to);
        }
    }

    /**
     * @param asked N of each result
     * @param times of each result
     */
    static List<List<Measure>> read(int[] asked, List<List<Duration>> times, PackedReader from) {
        List<Name> names = names(from);
        List<int[]> shapes = shapes(names.size(), from);
        long[] shapeOf = Column.read(asked.length, from);
        int[] counts = new int[names.size()];
        for (long each : shapeOf) {
            for (int name : shapes.get(Math.toIntExact(each))) {
                counts[name]++;
            }
        }
        Kept[] kept = new Kept[counts.length];
        for (int i = 0; i < counts.length; i++) {
            kept[i] = Kept.read(counts[i], from);
        }
        List<List<Measure>> measures = new ArrayList<>(asked.length);
        for (int i = 0; i < asked.length; i++) {
            RoundTripStatistics round = RoundTripStatistics.ofAnswered(asked[i], times.get(i));
            int[] shape = shapes.get((int) shapeOf[i]);
            List<Measure> of = new ArrayList<>(shape.length);
            for (int each : shape) {
                Name name = names.get(each);
                of.add(new Measure(name.metric, name.instance, kept[each].next(name, round)));
            }
            measures.add(of);
        }
        return measures;
    }

    private static void keep(Measure measure, RoundTripStatistics round, NumberList ways, NumberList values) {
        double value = measure.value();
        if (measure.instance().isEmpty() && Form.same(round.following(measure.metric()), value)) {
            ways.add(0);
        } else {
            Form form = Form.of(value);
            ways.add(1 + form.position());
            values.add(form.number(value));
        }
    }

    private static List<Name> names(PackedReader from) {
        int count = from.count();
        List<Name> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(new Name(METRICS.at(Math.toIntExact(from.number())), from.text()));
        }
        return names;
    }

    private static List<int[]> shapes(int names, PackedReader from) {
        int count = from.count();
        List<int[]> shapes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int[] shape = new int[from.count()];
            for (int j = 0; j < shape.length; j++) {
                long name = from.number();
                if (name < 0 || name >= names) {
                    throw new IllegalArgumentException("name " + name + " of " + names);
                }
                shape[j] = (int) name;
            }
            shapes.add(shape);
        }
        return shapes;
    }

    /** The values of one name, handed out in order. */
    private static final class Kept {
        private final long[] ways;
        private final long[] values;
        private int at;
        private int value;

        private Kept(long[] ways, long[] values) {
            this.ways = ways;
            this.values = values;
        }

        static Kept read(int count, PackedReader from) {
            long[] ways = Column.read(count, from);
            int values = 0;
            for (long each : ways) {
                values += each == 0 ? 0 : 1;
            }
            return new Kept(ways, Column.sums(Column.read(values, from)));
        }

        double next(Name name, RoundTripStatistics round) {
            int way = Math.toIntExact(ways[at++]);
            return way == 0 ? round.following(name.metric) : Form.at(way - 1).value(values[value++]);
        }
    }
}

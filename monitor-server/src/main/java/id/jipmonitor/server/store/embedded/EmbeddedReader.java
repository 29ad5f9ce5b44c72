package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.MeasureRollup;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Rollup;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the results of an embedded store. */
public final class EmbeddedReader implements ResultReader {
    private final Engine engine;
    private final SeriesNames names;

    EmbeddedReader(Engine engine, SeriesNames names) {
        this.engine = engine;
        this.names = names;
        engine.use("read the names of series", _ -> {
            engine.loadNames(names);
            names.present(engine.withResults(names.all()));
            return true;
        });
    }

    /**
     * Opens the store for reading while another process may be writing to it. Sees everything that was appended before the
     * call, nothing that is appended later.
     *
     * @throws StoreException when there is no store in that directory or it cannot be read
     */
    public static EmbeddedReader openBeside(Path directory) {
        return new EmbeddedReader(Opening.beside(directory), new SeriesNames());
    }

    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        OptionalInt id = names.find(series);
        if (id.isPresent()) {
            engine.use("read " + series.agent() + "/" + series.probe(), database -> {
                RawRows.scan(engine, database, series, id.getAsInt(), Key.micros(from), Key.micros(to), each);
                return true;
            });
        }
    }

    @Override
    public List<Bucket> query(Query query) {
        Rollup rollup = new Rollup(query);
        read(query, RollupRow.ROUNDS, List.of(Level.values()), new Rounds(rollup));
        return rollup.buckets();
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        MeasureRollup rollup = new MeasureRollup(query);
        RollupRow.Name wanted = new RollupRow.Name(query.instance(), query.metric());
        read(query.over(), RollupRow.MEASURES, Folding.MEASURED, new Readings(wanted, rollup));
        return rollup.buckets();
    }

    @Override
    public List<Space> space() {
        return engine.use("measure its space", _ -> {
            List<Space> space = new ArrayList<>();
            for (Cut each : Cut.values()) {
                space.add(new Space(each.label(), engine.parts(each).bytes()));
            }
            return space;
        });
    }

    @Override
    public Set<Series> series() {
        return names.present();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void read(Query query, int kind, List<Level> levels, LevelReader.Taker taker) {
        Series series = query.series();
        OptionalInt id = names.find(series);
        long first = Key.micros(query.from());
        long end = Key.micros(query.to());
        if (id.isPresent() && first < end) {
            engine.use("read " + series.agent() + "/" + series.probe(), database -> {
                new LevelReader(engine, database, series, id.getAsInt(), kind, levels, taker)
                        .read(Level.fitting(query, levels), first, end);
                return true;
            });
        }
    }

    private record Rounds(Rollup rollup) implements LevelReader.Taker {
        @Override
        public void row(long start, byte[] packed) {
            rollup.add(Key.instant(start), RollupRow.rounds(packed));
        }

        @Override
        public void result(RecordedResult result) {
            rollup.add(result);
        }
    }

    private record Readings(RollupRow.Name wanted, MeasureRollup rollup) implements LevelReader.Taker {
        @Override
        public void row(long start, byte[] packed) {
            RollupRow.measures(packed, start, (name, summary) -> {
                if (name.equals(wanted)) {
                    rollup.add(Key.instant(start), summary);
                }
            });
        }

        @Override
        public void result(RecordedResult result) {
            rollup.add(result);
        }
    }
}

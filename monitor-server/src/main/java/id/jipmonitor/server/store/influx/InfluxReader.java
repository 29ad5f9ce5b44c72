package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.MeasureRollup;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Rollup;
import id.jipmonitor.server.store.Series;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads results. Points that lack one of our fields are passed over: they are being written, or are not ours. Every question costs
 * InfluxDB some 100 ms, so a range is one question as long as its rows are few enough.
 */
final class InfluxReader implements ResultReader {
    private static final int ROWS_A_PAGE = 2_000;
    private static final int MEASURES_A_PAGE = 4_000;
    /** The last microsecond that InfluxDB's nanoseconds can hold. */
    private static final long LAST_MICROS = Long.MAX_VALUE / 1_000 - 1;

    private static final Pattern SERIES_KEY = Pattern.compile(Points.RESULT + ",agent=([^,]+),probe=([^,]+)");

    private final Connection connection;

    InfluxReader(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        pages(series, from, to, page -> {
            for (List<Row> part : parts(page)) {
                Map<Long, List<Row>> instances = instances(series, part);
                part.forEach(
                        row -> each.accept(Points.read(series, row, instances.getOrDefault(row.micros(), List.of()))));
            }
        });
    }

    /** Reads no measures of instances: no statistic needs them. */
    @Override
    public List<Bucket> query(Query query) {
        Rollup rollup = new Rollup(query);
        pages(
                query.series(),
                query.from(),
                query.to(),
                page -> page.forEach(row -> rollup.add(Points.read(query.series(), row, List.of()))));
        return rollup.buckets();
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        MeasureRollup rollup = new MeasureRollup(query);
        scan(query.over().series(), query.over().from(), query.over().to(), rollup::add);
        return rollup.buckets();
    }

    @Override
    public Set<Series> series() {
        Set<Series> found = new HashSet<>();
        if (connection.settings().madeByOperator()) {
            // Later generations have no SHOW SERIES; the last outcome of each says the same.
            connection
                    .querySeries("SELECT last(" + Points.OUTCOME + ") FROM " + connection.from(Points.RESULT)
                            + " GROUP BY " + Points.AGENT + ", " + Points.PROBE)
                    .forEach(tags -> found.add(series(tags.get(Points.AGENT), tags.get(Points.PROBE))));
            return found;
        }
        for (Row each : connection.query("SHOW SERIES FROM " + connection.from(Points.RESULT))) {
            Matcher key = SERIES_KEY.matcher(each.text("key"));
            if (key.matches()) {
                found.add(series(key.group(1), key.group(2)));
            }
        }
        return found;
    }

    @Override
    public void close() {
        connection.close();
    }

    private static Series series(@Nullable String agent, @Nullable String probe) {
        return new Series(new AgentId(String.valueOf(agent)), new ProbeId(String.valueOf(probe)));
    }

    private void pages(Series series, Instant from, Instant to, Consumer<List<Row>> each) {
        long end = micros(to);
        long next = micros(from);
        while (next < end) {
            List<Row> page = connection.query("SELECT * FROM " + connection.from(Points.RESULT)
                    + where(series, next, end) + " ORDER BY time ASC LIMIT " + ROWS_A_PAGE);
            each.accept(page.stream().filter(Points::isWhole).toList());
            next = page.size() < ROWS_A_PAGE ? end : page.getLast().micros() + 1;
        }
    }

    /** Cuts a page where its measures of instances become many, so that an answer stays bounded. */
    private static List<List<Row>> parts(List<Row> page) {
        List<List<Row>> parts = new ArrayList<>();
        long instances = Long.MAX_VALUE;
        for (Row row : page) {
            long more = Points.instances(row);
            if (instances > MEASURES_A_PAGE - more) {
                parts.add(new ArrayList<>());
                instances = 0;
            }
            parts.getLast().add(row);
            instances += more;
        }
        return parts;
    }

    private Map<Long, List<Row>> instances(Series series, List<Row> results) {
        Map<Long, List<Row>> found = new HashMap<>();
        if (results.stream().anyMatch(row -> Points.instances(row) > 0)) {
            long first = results.getFirst().micros();
            long end = results.getLast().micros() + 1;
            for (Row each :
                    connection.query("SELECT * FROM " + connection.from(Points.MEASURE) + where(series, first, end))) {
                found.computeIfAbsent(each.micros(), _ -> new ArrayList<>()).add(each);
            }
        }
        return found;
    }

    /** Identifiers are of a-z 0-9 . _ - and need no quoting within the quotes. */
    private static String where(Series series, long from, long end) {
        return " WHERE " + Points.AGENT + " = '" + series.agent() + "' AND " + Points.PROBE + " = '" + series.probe()
                + "' AND time >= " + from + "u AND time < " + end + "u";
    }

    private static long micros(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return 0;
        }
        if (at.getEpochSecond() >= LAST_MICROS / 1_000_000) {
            return LAST_MICROS;
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return at.getNano() % 1_000 == 0 ? micros : micros + 1;
    }
}

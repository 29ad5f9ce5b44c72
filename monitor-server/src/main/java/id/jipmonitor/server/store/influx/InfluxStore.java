package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.MeasureRollup;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Rollup;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
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
import org.influxdb.dto.Point;

/**
 * Results in InfluxDB, by its v1 API. A batch is written synchronously; durability is the server's ({@code
 * wal-fsync-delay = "0s"}, its default, syncs each write). Points older than the database's retention policy are not kept.
 *
 * <p>Points that lack one of our fields are passed over: they are being written, or are not ours. Not promised: if two different results claim the same series and microsecond, fields of both may be mixed.
 */
public final class InfluxStore implements ResultStore {
    private static final int ROWS_A_PAGE = 2_000;
    private static final int MEASURES_A_PAGE = 4_000;
    /** The last microsecond that InfluxDB's nanoseconds can hold. */
    private static final long LAST_MICROS = Long.MAX_VALUE / 1_000 - 1;

    private static final Pattern SERIES_KEY = Pattern.compile(Points.RESULT + ",agent=([^,]+),probe=([^,]+)");

    private final Connection connection;

    private InfluxStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects, and makes the database if it is missing.
     *
     * @throws StoreException when the server does not answer, refuses the user, or the database can be neither found nor made
     */
    public static InfluxStore open(Influx settings) {
        return open(settings, Connection::prepareDatabase);
    }

    /** Connects to a database that must exist. */
    public static InfluxStore openExisting(Influx settings) {
        return open(settings, Connection::check);
    }

    private static InfluxStore open(Influx settings, Consumer<Connection> prepare) {
        Connection connection = new Connection(settings);
        try {
            prepare.accept(connection);
        } catch (StoreException e) {
            connection.close();
            throw e;
        }
        return new InfluxStore(connection);
    }

    @Override
    public void append(List<RecordedResult> results) {
        // Measures first: whoever sees a result then sees all of it.
        List<Point> measures =
                results.stream().flatMap(each -> Points.measures(each).stream()).toList();
        connection.write(measures);
        connection.write(results.stream().map(Points::result).toList());
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
        for (Row each : connection.query("SHOW SERIES FROM " + Points.RESULT)) {
            Matcher key = SERIES_KEY.matcher(each.text("key"));
            if (key.matches()) {
                found.add(new Series(new AgentId(key.group(1)), new ProbeId(key.group(2))));
            }
        }
        return found;
    }

    @Override
    public void check() {
        connection.check();
    }

    @Override
    public void close() {
        connection.close();
    }

    private void pages(Series series, Instant from, Instant to, Consumer<List<Row>> each) {
        long end = micros(to);
        long next = micros(from);
        while (next < end) {
            List<Row> page = connection.query("SELECT * FROM " + Points.RESULT + where(series, next, end)
                    + " ORDER BY time ASC LIMIT " + ROWS_A_PAGE);
            each.accept(page.stream().filter(Points::isWhole).toList());
            next = page.size() < ROWS_A_PAGE ? end : page.getLast().micros() + 1;
        }
    }

    /** Cuts a page where its measures of instances become many, so that an answer stays bounded. */
    private static List<List<Row>> parts(List<Row> page) {
        List<List<Row>> parts = new ArrayList<>();
        long instances = Long.MAX_VALUE;
        for (Row row : page) {
            long more = row.whole(Points.INSTANCES);
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
        if (results.stream().anyMatch(row -> row.whole(Points.INSTANCES) > 0)) {
            long first = results.getFirst().micros();
            long end = results.getLast().micros() + 1;
            for (Row each : connection.query("SELECT * FROM " + Points.MEASURE + where(series, first, end))) {
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

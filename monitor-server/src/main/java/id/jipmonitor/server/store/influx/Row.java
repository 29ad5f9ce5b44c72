package id.jipmonitor.server.store.influx;

import id.jipmonitor.server.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/** One row of an answer, its values by column name. Numbers come as doubles, times as microseconds. */
final class Row {
    private final List<String> columns;
    private final List<@Nullable Object> values;

    private Row(List<String> columns, List<@Nullable Object> values) {
        this.columns = columns;
        this.values = values;
    }

    static List<Row> of(QueryResult answer) {
        List<Row> rows = new ArrayList<>();
        for (QueryResult.Result result : present(answer.getResults())) {
            for (QueryResult.Series series : present(result.getSeries())) {
                for (List<@Nullable Object> values : present(series.getValues())) {
                    rows.add(new Row(series.getColumns(), values));
                }
            }
        }
        return rows;
    }

    /** The tags that each series of a grouped answer has in common. */
    static List<Map<String, String>> tags(QueryResult answer) {
        List<Map<String, String>> tags = new ArrayList<>();
        for (QueryResult.Result result : present(answer.getResults())) {
            for (QueryResult.Series series : present(result.getSeries())) {
                tags.add(Map.copyOf(series.getTags()));
            }
        }
        return tags;
    }

    Instant time() {
        return Instant.EPOCH.plus(micros(), ChronoUnit.MICROS);
    }

    long micros() {
        return whole("time");
    }

    Optional<Object> find(String column) {
        int index = columns.indexOf(column);
        return index < 0 ? Optional.empty() : Optional.ofNullable(values.get(index));
    }

    String text(String column) {
        return find(column).map(Object::toString).orElseThrow(() -> missing(column));
    }

    long whole(String column) {
        return find(column).map(value -> ((Number) value).longValue()).orElseThrow(() -> missing(column));
    }

    boolean flag(String column) {
        return find(column).map(Boolean.class::cast).orElseThrow(() -> missing(column));
    }

    <E extends Enum<E>> E word(Class<E> type, String column) {
        return Enum.valueOf(type, text(column));
    }

    private static StoreException missing(String column) {
        return new StoreException(
                "influxdb store: expected the column " + column
                        + " in the answer. Found: none. Something else writes to this database; use one that is the server's own");
    }

    /** The client says null where it means none. */
    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}

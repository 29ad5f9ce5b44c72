package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.wire.Message.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many results of each probe gave way, whatever the cause; what was damaged on disk cannot say whose it was. Used by the
 * spool's thread only.
 */
final class LostResults {
    private final Connection connection;
    private final Map<ProbeId, Long> totals = new TreeMap<>();

    LostResults(Connection connection) throws SQLException {
        this.connection = connection;
        read();
    }

    /** Has the memory agree with the table, after a transaction was undone. */
    void read() throws SQLException {
        totals.clear();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT probe, total FROM lost")) {
            while (rows.next()) {
                totals.put(new ProbeId(rows.getString(1)), rows.getLong(2));
            }
        }
    }

    void add(Batch gone) throws SQLException {
        Map<ProbeId, Long> more =
                gone.results().stream().collect(Collectors.groupingBy(ProbeResult::probe, Collectors.counting()));
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO lost VALUES (?, ?) ON CONFLICT (probe) DO UPDATE SET total = total + excluded.total")) {
            for (Map.Entry<ProbeId, Long> each : more.entrySet()) {
                upsert.setString(1, each.getKey().value());
                upsert.setLong(2, each.getValue());
                upsert.executeUpdate();
            }
        }
        more.forEach((probe, count) -> totals.merge(probe, count, Long::sum));
    }

    Map<ProbeId, Long> totals() {
        return totals;
    }
}

package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.BatchBytes;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The spool's tables. Used by one thread only. */
final class SpoolDatabase implements AutoCloseable {
    /** What a row costs beside its payload: key, header, share of the page. */
    private static final int ROW_OVERHEAD = 100;

    /** Batches do not overlap, so that only the nearest one at or before a number can hold it; no older one is looked at. */
    private static final String FROM_ITS_BATCH =
            " AND first >= (SELECT COALESCE(MAX(first), 0) FROM batch WHERE first <= ?) ORDER BY first";

    /** A batch as stored. A class, not a record, because its bytes are no value to compare. */
    static final class Row {
        private final NumberRange numbers;
        private final Instant spooledAt;
        private final byte[] payload;
        private final boolean intact;

        Row(NumberRange numbers, Instant spooledAt, byte[] payload, boolean intact) {
            this.numbers = numbers;
            this.spooledAt = spooledAt;
            this.payload = payload;
            this.intact = intact;
        }

        /** A batch as it is to be stored. */
        static Row of(Batch batch, Instant spooledAt) {
            return new Row(numbers(batch), spooledAt, BatchBytes.write(batch), true);
        }

        static NumberRange numbers(Batch batch) {
            return new NumberRange(batch.firstNumber(), batch.lastNumber());
        }

        NumberRange numbers() {
            return numbers;
        }

        Instant spooledAt() {
            return spooledAt;
        }

        byte[] payload() {
            return payload;
        }

        /** Whether the bytes are those that were written. */
        boolean intact() {
            return intact;
        }
    }

    /** How much waits. */
    record Weight(long results, long bytes) {}

    /** Statements that are kept together or not at all. */
    interface Work {
        void run() throws SQLException;
    }

    /** SQLite's own bound. */
    private static final long MOST_PAGES = 4_294_967_294L;
    /** A megabyte, so that a new spool can hold something on any disk. */
    private static final long LEAST_PAGES = 256;

    private final Connection connection;
    private boolean growing = true;

    SpoolDatabase(Connection connection) {
        this.connection = connection;
    }

    void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException failed) {
            undo(failed);
            throw failed;
        }
    }

    /** After some failures, a full disk among them, SQLite has undone all by itself; then there is nothing left to end. */
    private void undo(Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException undone) {
            failed.addSuppressed(undone);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException ended) {
            failed.addSuppressed(ended);
        }
    }

    /**
     * As {@link #inTransaction}, but a loss of power may undo it as a whole; kill -9 does not. For what is only forgotten: what
     * comes back is sent again, and the server has it already. It spares a wait for the disk with each acknowledgement.
     */
    void inTransactionThatPowerLossMayUndo(Work work) throws SQLException {
        execute("PRAGMA synchronous=NORMAL");
        try {
            inTransaction(work);
        } finally {
            execute("PRAGMA synchronous=FULL");
        }
    }

    private void execute(String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        }
    }

    /**
     * Whether the file may take more of the disk; if not, what is deleted makes room for what comes.
     *
     * @return whether that is news
     */
    boolean mayGrow(boolean may) throws SQLException {
        boolean news = may != growing;
        if (news) {
            long pages = may ? MOST_PAGES : Math.max(LEAST_PAGES, number("PRAGMA page_count"));
            execute("PRAGMA max_page_count=" + pages);
            growing = may;
        }
        return news;
    }

    /** Brings the write-ahead log into the file and gives its space back. */
    void shortenLog() throws SQLException {
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    BootId boot() throws SQLException {
        return new BootId(number("SELECT boot FROM boot"));
    }

    long nextNumber() throws SQLException {
        return number("SELECT next FROM boot");
    }

    void setNextNumber(long next) throws SQLException {
        update("UPDATE boot SET next = ?", next);
    }

    Weight weight() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COALESCE(SUM(last - first + 1), 0),"
                        + " COALESCE(SUM(LENGTH(payload) + " + ROW_OVERHEAD + "), 0) FROM batch")) {
            rows.next();
            return new Weight(rows.getLong(1), rows.getLong(2));
        }
    }

    static Weight weight(Row row) {
        return new Weight(row.numbers().size(), row.payload().length + (long) ROW_OVERHEAD);
    }

    void insert(Row row) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO batch VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, row.numbers().first());
            insert.setLong(2, row.numbers().last());
            insert.setLong(3, ChronoUnit.MICROS.between(Instant.EPOCH, row.spooledAt()));
            insert.setLong(4, checksum(row.payload()));
            insert.setBytes(5, row.payload());
            insert.executeUpdate();
        }
    }

    void delete(NumberRange numbers) throws SQLException {
        update("DELETE FROM batch WHERE first = ?", numbers.first());
    }

    /** The batch that holds the number, else the next one after it. */
    Optional<Row> firstFrom(long number) throws SQLException {
        return rows("SELECT * FROM batch WHERE last >= ?" + FROM_ITS_BATCH + " LIMIT 1", number, number).stream()
                .findFirst();
    }

    /** The newest batch. */
    Optional<Row> newest() throws SQLException {
        return rows("SELECT * FROM batch ORDER BY first DESC LIMIT 1").stream().findFirst();
    }

    /** The batches that share a number with the range. */
    List<Row> touching(NumberRange range) throws SQLException {
        return rows(
                "SELECT * FROM batch WHERE first <= ? AND last >= ?" + FROM_ITS_BATCH,
                range.last(),
                range.first(),
                range.first());
    }

    /** The first batch spooled at the instant or later. */
    Optional<Long> firstSpooledSince(Instant since) throws SQLException {
        long first = number(
                "SELECT COALESCE(MIN(first), 0) FROM batch WHERE spooled_at >= ?",
                ChronoUnit.MICROS.between(Instant.EPOCH, since));
        return first == 0 ? Optional.empty() : Optional.of(first);
    }

    List<RetentionRule.Row> head(int limit) throws SQLException {
        List<RetentionRule.Row> head = new ArrayList<>();
        try (var select = connection.prepareStatement(
                "SELECT first, last, spooled_at, LENGTH(payload) FROM batch ORDER BY first LIMIT ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    head.add(new RetentionRule.Row(
                            rows.getLong(1),
                            rows.getLong(2),
                            instant(rows.getLong(3)),
                            rows.getLong(4) + ROW_OVERHEAD));
                }
            }
        }
        return head;
    }

    /** Keeps a gap, as one with the gap of the same cause that ends just before it. */
    void addGap(Gap gap) throws SQLException {
        long first = gap.first();
        try (var select = connection.prepareStatement("SELECT first FROM gap WHERE last = ? AND cause = ?")) {
            select.setLong(1, gap.first() - 1);
            select.setString(2, gap.cause().name());
            try (ResultSet rows = select.executeQuery()) {
                first = rows.next() ? rows.getLong(1) : first;
            }
        }
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO gap VALUES (?, ?, ?)")) {
            insert.setLong(1, first);
            insert.setLong(2, gap.last());
            insert.setString(3, gap.cause().name());
            insert.executeUpdate();
        }
    }

    List<Gap> gaps(int limit) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (var select = connection.prepareStatement("SELECT first, last, cause FROM gap ORDER BY first LIMIT ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    gaps.add(new Gap(rows.getLong(1), rows.getLong(2), GapCause.valueOf(rows.getString(3))));
                }
            }
        }
        return gaps;
    }

    /** Of a gap that was told, what has been added meanwhile stays. */
    void forget(Gap told) throws SQLException {
        NumberRange numbers = new NumberRange(told.first(), told.last());
        for (Gap kept : gaps(Integer.MAX_VALUE)) {
            NumberRange keptNumbers = new NumberRange(kept.first(), kept.last());
            if (kept.cause() == told.cause() && !keptNumbers.common(numbers).isEmpty()) {
                update("DELETE FROM gap WHERE first = ?", kept.first());
                for (NumberRange rest : keptNumbers.without(numbers)) {
                    addGap(new Gap(rest.first(), rest.last(), kept.cause()));
                }
            }
        }
    }

    void count(String counter, long more) throws SQLException {
        try (var upsert = connection.prepareStatement(
                "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET total = total + excluded.total")) {
            upsert.setString(1, counter.toLowerCase(Locale.ROOT));
            upsert.setLong(2, more);
            upsert.executeUpdate();
        }
    }

    long total(String counter) throws SQLException {
        try (var select = connection.prepareStatement("SELECT total FROM counter WHERE name = ?")) {
            select.setString(1, counter.toLowerCase(Locale.ROOT));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private List<Row> rows(String query, long... arguments) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement select = prepared(query, arguments);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                byte[] payload = rows.getBytes("payload");
                found.add(new Row(
                        new NumberRange(rows.getLong("first"), rows.getLong("last")),
                        instant(rows.getLong("spooled_at")),
                        payload,
                        checksum(payload) == rows.getLong("crc")));
            }
        }
        return found;
    }

    private long number(String query, long... arguments) throws SQLException {
        try (PreparedStatement select = prepared(query, arguments);
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row for: " + query);
            }
            return rows.getLong(1);
        }
    }

    private void update(String statement, long... arguments) throws SQLException {
        try (PreparedStatement update = prepared(statement, arguments)) {
            update.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, long... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setLong(i + 1, arguments[i]);
        }
        return statement;
    }

    private static long checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return crc.getValue();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

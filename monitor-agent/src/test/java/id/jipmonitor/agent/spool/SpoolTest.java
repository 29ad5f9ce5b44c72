package id.jipmonitor.agent.spool;

import static id.jipmonitor.agent.spool.SpoolFixture.ack;
import static id.jipmonitor.agent.spool.SpoolFixture.append;
import static id.jipmonitor.agent.spool.SpoolFixture.open;
import static id.jipmonitor.agent.spool.SpoolFixture.result;
import static id.jipmonitor.agent.spool.SpoolFixture.stored;
import static id.jipmonitor.agent.spool.SpoolFixture.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.agent.spool.SpoolFixture.Stored;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import id.jipmonitor.protocol.wire.Message.Rejected;
import id.jipmonitor.protocol.wire.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the spool promises while its process lives; {@link SpoolKillIT} has what it promises when it does not. */
class SpoolTest {
    @TempDir
    Path directory;

    @Test
    void numbers_ofOneBoot_areContiguousFromOne() {
        try (Spool spool = open(directory)) {
            assertThat(append(spool, 1, 2_500)).containsExactlyElementsOf(numbers(1, 2_500));
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 2_500));
        }
    }

    @Test
    void reopened_sameFile_keepsBootResultsAndNumbering() {
        BootId boot;
        try (Spool spool = open(directory)) {
            boot = spool.boot();
            append(spool, 1, 3);
        }
        try (Spool spool = open(directory)) {
            assertThat(spool.boot()).isEqualTo(boot);
            assertThat(append(spool, 4, 4)).containsExactly(4L);
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 4));
        }
    }

    @Test
    void reopened_afterEverythingWasReleased_neverReusesANumber() {
        try (Spool spool = open(directory)) {
            append(spool, 1, 3);
            spool.release(ack(spool.boot(), 1, 3), List.of());
        }
        try (Spool spool = open(directory)) {
            assertThat(append(spool, 4, 4)).containsExactly(4L);
        }
    }

    @Test
    void close_withResultsThatWait_commitsThem() {
        Spool closing = open(directory);
        var pending = closing.append(result(1), view());
        closing.close();

        assertThat(pending.join()).isEqualTo(1L);
        try (Spool spool = open(directory)) {
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 1));
        }
    }

    @Test
    void release_partOfABatch_keepsTheRest() {
        try (Spool spool = open(directory)) {
            append(spool, 1, 10);
            spool.release(ack(spool.boot(), 4, 6), List.of());

            assertThat(stored(spool)).extracting(Stored::number).containsExactly(1L, 2L, 3L, 7L, 8L, 9L, 10L);
            assertThat(stored(spool)).allSatisfy(each -> assertThat(each.mark()).isEqualTo(each.number()));
            assertThat(spool.status().results()).isEqualTo(7);
        }
    }

    @Test
    void release_twice_changesNothingMore() {
        try (Spool spool = open(directory)) {
            append(spool, 1, 10);
            spool.release(ack(spool.boot(), 1, 5), List.of());
            spool.release(ack(spool.boot(), 1, 5), List.of());

            assertThat(stored(spool)).containsExactlyElementsOf(marks(6, 10));
        }
    }

    @Test
    void release_ofAnotherBoot_changesNothing() {
        try (Spool spool = open(directory)) {
            append(spool, 1, 3);
            spool.release(ack(new BootId(spool.boot().value() + 1), 1, 3), List.of());

            assertThat(stored(spool)).hasSize(3);
        }
    }

    @Test
    void rejected_result_isInTheDeadLettersWithItsReason() throws Exception {
        try (Spool spool = open(directory)) {
            append(spool, 1, 3);
            spool.release(new Ack(spool.boot(), 1, 3, List.of(new Rejected(2, "started 40 days ago\tno"))), List.of());

            assertThat(spool.status().rejected()).isEqualTo(1);
            assertThat(Files.readAllLines(directory.resolve("dead-letters.tsv")))
                    .singleElement()
                    .asString()
                    .startsWith(SpoolFixture.NOW + "\t" + spool.boot() + "\t2\tstarted 40 days ago no\t");
        }
    }

    @Test
    void overflow_oldestGivesWay_isCountedAndKeptAsOneGap() {
        SpoolSettings small = new SpoolSettings(new DataSize(1_500), Duration.ofDays(30));
        AtomicReference<Instant> now = new AtomicReference<>(SpoolFixture.NOW);
        try (Spool spool = open(directory, small, now::get)) {
            for (int round = 0; round < 6; round++) {
                now.set(SpoolFixture.NOW.plusSeconds(60L * round));
                append(spool, round * 300L + 1, round * 300L + 300);
            }
            List<Stored> left = stored(spool);
            long dropped = left.getFirst().number() - 1;

            assertThat(dropped).isPositive();
            assertThat(left).containsExactlyElementsOf(marks(dropped + 1, 1_800));
            assertThat(spool.gaps(10)).containsExactly(new Gap(1, dropped, GapCause.OVERFLOW));
            assertThat(spool.status().overflowed()).isEqualTo(dropped);
            assertThat(spool.status().bytes()).isLessThanOrEqualTo(1_500);
        }
    }

    @Test
    void smallGroups_whileNoServerAnswers_areStoredTogetherAndSentFromWhereAsked() {
        try (Spool spool = open(directory)) {
            for (int group = 0; group < 5; group++) {
                append(spool, group * 2L + 1, group * 2L + 2);
            }

            assertThat(spool.firstFrom(1).orElseThrow().batch().results()).hasSize(10);
            assertThat(spool.firstFrom(4).orElseThrow().batch().firstNumber()).isEqualTo(4);
            assertThat(spool.firstFrom(4).orElseThrow().batch().lastNumber()).isEqualTo(10);
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 10));
            spool.release(ack(spool.boot(), 1, 2), List.of());
            append(spool, 11, 11);
            assertThat(stored(spool)).containsExactlyElementsOf(marks(3, 11));
            assertThat(spool.status().results()).isEqualTo(9);
        }
    }

    @Test
    void batch_asTheFirstReleaseStoredIt_isReadAndGrown() throws Exception {
        BootId boot;
        try (Spool spool = open(directory)) {
            boot = spool.boot();
            append(spool, 1, 1);
        }
        Batch released = new Batch(
                SpoolFixture.AGENT, boot, 1, List.of(result(1), result(2)), view(), List.of(), SpoolFixture.NOW, false);
        CRC32C crc = new CRC32C();
        crc.update(Messages.encode(released));
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                var update = file.prepareStatement("UPDATE batch SET last = 2, crc = ?, payload = ?");
                var next = file.createStatement()) {
            update.setLong(1, crc.getValue());
            update.setBytes(2, Messages.encode(released));
            update.executeUpdate();
            next.execute("UPDATE boot SET next = 3");
        }

        try (Spool spool = open(directory)) {
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 2));
            assertThat(append(spool, 3, 3)).containsExactly(3L);
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 3));
        }
    }

    @Test
    void expired_results_areAGapOfTheirOwnCause() {
        AtomicReference<Instant> now = new AtomicReference<>(SpoolFixture.NOW);
        try (Spool spool = open(directory, SpoolFixture.ROOMY, now::get)) {
            append(spool, 1, 3);
            now.set(SpoolFixture.NOW.plus(Duration.ofDays(31)));
            append(spool, 4, 4);

            assertThat(spool.gaps(10)).containsExactly(new Gap(1, 3, GapCause.EXPIRED));
            assertThat(stored(spool)).containsExactlyElementsOf(marks(4, 4));
        }
    }

    @Test
    void gap_toldWhileItGrew_keepsWhatWasNotTold() {
        AtomicReference<Instant> now = new AtomicReference<>(SpoolFixture.NOW);
        try (Spool spool = open(directory, SpoolFixture.ROOMY, now::get)) {
            append(spool, 1, 3);
            append(spool, 4, 5);
            now.set(SpoolFixture.NOW.plus(Duration.ofDays(31)));
            append(spool, 6, 6);
            assertThat(spool.gaps(10)).containsExactly(new Gap(1, 5, GapCause.EXPIRED));

            spool.release(ack(spool.boot(), 6, 6), List.of(new Gap(1, 3, GapCause.EXPIRED)));

            assertThat(spool.gaps(10)).containsExactly(new Gap(4, 5, GapCause.EXPIRED));
        }
    }

    @Test
    void damagedRow_amongSoundOnes_isSkippedAsAGap() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(SpoolFixture.NOW);
        try (Spool spool = open(directory, SpoolFixture.ROOMY, now::get)) {
            append(spool, 1, 3);
            now.set(SpoolFixture.NOW.plusSeconds(60));
            append(spool, 4, 5);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE batch SET payload = zeroblob(LENGTH(payload)) WHERE first = 1");
        }
        try (Spool spool = open(directory)) {
            assertThat(stored(spool)).containsExactlyElementsOf(marks(4, 5));
            assertThat(spool.gaps(10)).containsExactly(new Gap(1, 3, GapCause.CORRUPTED));
        }
    }

    @Test
    void damagedFile_isSetAside_andANewBootBegins() throws Exception {
        BootId boot;
        try (Spool spool = open(directory)) {
            boot = spool.boot();
            append(spool, 1, 3);
        }
        Files.writeString(directory.resolve("spool.db"), "not a database, by a long way: " + "x".repeat(5_000));

        try (Spool spool = open(directory)) {
            assertThat(spool.boot()).isNotEqualTo(boot);
            assertThat(append(spool, 1, 1)).containsExactly(1L);
        }
        try (var files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .anyMatch(each -> each.startsWith("spool.db.damaged-"));
        }
    }

    @Test
    void soundFile_thatCannotBeUsedNow_isRefusedAndNotSetAside() throws Exception {
        try (Spool spool = open(directory)) {
            append(spool, 1, 3);
        }
        try (var holder = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                var statement = holder.createStatement()) {
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(() -> open(directory))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("SQLITE_BUSY");
        }

        try (Spool spool = open(directory)) {
            assertThat(stored(spool)).containsExactlyElementsOf(marks(1, 3));
        }
    }

    @Test
    void secondOpener_ofTheSameSpool_isRefused() {
        try (Spool spool = open(directory)) {
            assertThatThrownBy(() -> open(directory))
                    .isInstanceOf(SpoolException.class)
                    .hasMessage("data-directory: expected a spool that no other process uses. Found: " + directory
                            + " in use by another agent. Stop that agent or give this one its own data-directory");
            assertThat(append(spool, 1, 1)).containsExactly(1L);
        }
    }

    @Test
    void spool_ofAnotherAgent_isRefused() {
        open(directory).close();

        assertThatThrownBy(() -> Spool.open(
                        directory, SpoolFixture.ROOMY, new AgentId("agent-2"), InstantSource.fixed(SpoolFixture.NOW)))
                .hasMessage("data-directory: expected the spool of agent agent-2. Found: that of agent agent-1."
                        + " Give each agent its own data-directory");
        open(directory).close();
    }

    @Test
    void firstSpooledSince_betweenOldAndNew_findsTheNew() {
        AtomicReference<Instant> now = new AtomicReference<>(SpoolFixture.NOW);
        try (Spool spool = open(directory, SpoolFixture.ROOMY, now::get)) {
            append(spool, 1, 3);
            now.set(SpoolFixture.NOW.plusSeconds(60));
            append(spool, 4, 5);

            assertThat(spool.firstSpooledSince(SpoolFixture.NOW.plusSeconds(30)))
                    .isEqualTo(4);
            assertThat(spool.firstSpooledSince(SpoolFixture.NOW.plusSeconds(90)))
                    .isEqualTo(6);
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Stored> marks(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(each -> new Stored(each, each))
                .toList();
    }
}

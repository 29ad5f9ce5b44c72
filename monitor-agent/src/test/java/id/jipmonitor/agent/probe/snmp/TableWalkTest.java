package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;

/** A walk finds every row, asks for less when a device cannot bear more, and ends when it is led in circles. */
class TableWalkTest {
    private static final OID FIRST = new OID("1.3.6.1.9.1");
    private static final OID SECOND = new OID("1.3.6.1.9.2");
    private static final OID BEHIND = new OID("1.3.6.1.9.3");

    private final DeviceMemory memory = new DeviceMemory(Walk.GETBULK);

    /** A device whose second column has a hole in every third row. */
    private static FakeDevice device(int rows) {
        FakeDevice device = new FakeDevice().with(BEHIND, "1", new Integer32(-1));
        for (int i = 1; i <= rows; i++) {
            device.with(FIRST, "" + i, new Integer32(i));
            if (i % 3 != 0) {
                device.with(SECOND, "" + i, new Integer32(100 + i));
            }
        }
        return device;
    }

    private static OID at(OID column, int row) {
        return new OID(column).append(row);
    }

    private TableWalk walk(FakeDevice device) {
        return new TableWalk(device, memory, 1, 0);
    }

    private static SnmpFailure.Kind failure(TableWalk walk, OID... columns) {
        try {
            walk.read(List.of(columns));
            throw new AssertionError("expected a failure");
        } catch (SnmpFailure failure) {
            return failure.kind();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @ParameterizedTest
    @CsvSource({"10", "5", "0"})
    void table_ofAnySize_isReadWithoutNeighbours(int bearable) throws Exception {
        for (int rows : new int[] {0, 1, 9, 10, 11, 37}) {
            TableWalk walk = walk(device(rows).bearing(bearable, SnmpFailure.Kind.TOO_BIG));

            walk.read(List.of(FIRST, SECOND));

            assertThat(walk.rows()).hasSize(rows);
            walk.rows().forEach((index, values) -> {
                int row = index.last();
                assertThat(values.get(FIRST)).isEqualTo(new Integer32(row));
                assertThat(values.get(SECOND)).isEqualTo(row % 3 == 0 ? null : new Integer32(100 + row));
                assertThat(values).doesNotContainKey(BEHIND);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "TOO_BIG"})
    void device_bearingFiveRows_isAskedForFiveFromThenOn(SnmpFailure.Kind refusal) throws Exception {
        FakeDevice device = device(7).bearing(5, refusal);

        walk(device).read(List.of(FIRST));
        walk(device).read(List.of(FIRST));

        assertThat(device.askedRepetitions()).containsExactly(10, 5, 5, 5, 5);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "TOO_BIG"})
    void device_bearingNoGetbulk_isAskedByGetnextFromThenOn(SnmpFailure.Kind refusal) throws Exception {
        FakeDevice device = device(1).bearing(0, refusal);

        walk(device).read(List.of(FIRST));
        walk(device).read(List.of(FIRST));

        assertThat(device.askedRepetitions()).containsExactly(10, 5, 0, 0, 0, 0);
    }

    @Test
    void device_silentToEverySize_fails() {
        FakeDevice device = device(3).silentAfter(0);

        assertThat(failure(walk(device), FIRST)).isEqualTo(SnmpFailure.Kind.SILENT);
        assertThat(device.askedRepetitions()).containsExactly(10, 5, 0);
    }

    @Test
    void device_refusingForAnotherReason_isNotAskedForLess() {
        FakeDevice device = device(3).bearing(0, SnmpFailure.Kind.ERROR_STATUS);

        assertThat(failure(walk(device), FIRST)).isEqualTo(SnmpFailure.Kind.ERROR_STATUS);
        assertThat(device.askedRepetitions()).containsExactly(10);
        assertThat(memory.repetitions()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Walk.class)
    void device_answeringInCircles_endsTheWalkAndKeepsItsRows(Walk mode) {
        FakeDevice device = device(8).circling(at(FIRST, 4), at(FIRST, 2));
        TableWalk walk = new TableWalk(device, new DeviceMemory(mode), 1, 0);

        assertThatThrownBy(() -> walk.read(List.of(FIRST)))
                .isInstanceOfSatisfying(
                        SnmpFailure.class, each -> assertThat(each.kind()).isEqualTo(SnmpFailure.Kind.NONSENSE))
                .hasMessage("expected an object after 1.3.6.1.9.1.4. Found: 1.3.6.1.9.1.2");

        assertThat(walk.rows()).hasSize(4);
        assertThat(device.askedRepetitions()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void device_answeringTheSameObjectForever_endsTheWalk() {
        TableWalk walk = walk(device(8).circling(at(FIRST, 3), at(FIRST, 3)));

        assertThat(failure(walk, FIRST)).isEqualTo(SnmpFailure.Kind.NONSENSE);
        assertThat(walk.rows()).hasSize(3);
    }

    @Test
    void table_withoutEnd_isCutAt4000Rows() throws Exception {
        TableWalk whole = walk(full(4_000));
        whole.read(List.of(FIRST, SECOND));
        TableWalk cut = walk(full(4_001));

        assertThat(whole.rows())
                .hasSize(4_000)
                .allSatisfy((_, values) -> assertThat(values).hasSize(2));
        assertThat(failure(cut, FIRST)).isEqualTo(SnmpFailure.Kind.NONSENSE);
        assertThat(cut.rows()).hasSize(4_000);
    }

    private static FakeDevice full(int rows) {
        FakeDevice device = new FakeDevice();
        IntStream.rangeClosed(1, rows)
                .forEach(i -> device.with(FIRST, "" + i, new Integer32(i)).with(SECOND, "" + i, new Integer32(i)));
        return device;
    }

    @Test
    void device_answeringGetbulkWrongly_isReadByGetnext() throws Exception {
        FakeDevice device = device(7).bulkInDisorder();
        TableWalk wrong = walk(device);
        wrong.read(List.of(FIRST));
        assertThat(wrong.rows()).as("nothing shows that rows are missing").isEmpty();
        device.askedRepetitions().clear();
        TableWalk right = new TableWalk(device, new DeviceMemory(Walk.GETNEXT), 1, 0);

        right.read(List.of(FIRST));

        assertThat(right.rows()).hasSize(7);
        assertThat(device.askedRepetitions()).hasSize(8).containsOnly(0);
    }

    /** A device with columns 1.3.6.1.9.1.1 to 1.3.6.1.9.1.5. */
    private static FakeDevice wide(int rows, int rowsOfTheFifth) {
        FakeDevice device = new FakeDevice();
        for (int column = 1; column <= 5; column++) {
            for (int row = 1; row <= (column == 5 ? rowsOfTheFifth : rows); row++) {
                device.with(at(FIRST, column), "" + row, new Integer32(row));
            }
        }
        return device;
    }

    private static List<OID> fiveColumns() {
        return IntStream.rangeClosed(1, 5).mapToObj(i -> at(FIRST, i)).toList();
    }

    @Test
    void columns_afterTheFirstFour_areReadToTheLastRowAndNoFurther() throws Exception {
        FakeDevice device = wide(13, 13);
        TableWalk walk = walk(device);

        walk.read(fiveColumns());

        assertThat(walk.rows())
                .hasSize(13)
                .allSatisfy((_, values) -> assertThat(values).hasSize(5));
        assertThat(device.askedRepetitions()).containsExactly(10, 10, 10, 3);
    }

    @Test
    void column_withoutItsLastRows_endsAllTheSame() throws Exception {
        FakeDevice device = wide(13, 9);
        TableWalk walk = walk(device);

        walk.read(fiveColumns());

        assertThat(walk.rows().get(new OID("9"))).hasSize(5);
        assertThat(walk.rows().get(new OID("10"))).hasSize(4);
        assertThat(device.askedRepetitions()).containsExactly(10, 10, 10);
    }

    @ParameterizedTest
    @CsvSource({"20, 20, 10|10|1", "20, 23, 10|10|1|10", "20, 14, 10|10", "3, 3, 4"})
    void table_ofWhichTheSizeWasSeen_isAskedForThatAndItsEnd(int before, int now, String asked) throws Exception {
        FakeDevice device = new FakeDevice();
        IntStream.rangeClosed(1, now).forEach(i -> device.with(FIRST, "" + i, new Integer32(i)));
        TableWalk walk = new TableWalk(device, memory, 1, before);

        walk.read(List.of(FIRST));

        assertThat(walk.rows()).hasSize(now);
        assertThat(device.askedRepetitions().stream().map(String::valueOf)).containsExactly(asked.split("\\|", -1));
    }
}

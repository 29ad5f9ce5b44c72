package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryLedgerTest {
    private static final DeliveryLedger EMPTY = DeliveryLedger.EMPTY;
    private static final List<HoleCause> CAUSES = List.of(HoleCause.values());

    static Stream<Arguments> decisions() {
        return Stream.of(
                row("nothing came", EMPTY, "", "", 0, 0),
                row("in order", stored(EMPTY, 1, 5), "1-5", "", 5, 0),
                row("two batches in order", stored(stored(EMPTY, 1, 5), 6, 9), "1-9", "", 9, 0),
                row("a batch is missing", stored(stored(EMPTY, 1, 5), 8, 9), "1-5,8-9", "6-7", 9, 0),
                row("it comes late", stored(stored(stored(EMPTY, 1, 5), 8, 9), 6, 7), "1-9", "", 9, 0),
                row("the first is missing", stored(EMPTY, 3, 4), "3-4", "1-2", 4, 0),
                row("the same again", stored(stored(EMPTY, 1, 5), 1, 5), "1-5", "", 5, 5),
                row("half again", stored(stored(EMPTY, 1, 5), 4, 8), "1-8", "", 8, 2),
                row("announced, not come", stored(EMPTY, 1, 5).next(8), "1-5", "6-7", 7, 0),
                row("announced what has come", stored(EMPTY, 1, 5).next(6), "1-5", "", 5, 0),
                row("announced less than known", stored(EMPTY, 1, 5).next(2), "1-5", "", 5, 0),
                row("overflow explained", stored(EMPTY, 4, 5).explained(gap(1, 3)), "4-5", "", 5, 0),
                row("half explained", stored(EMPTY, 4, 5).explained(gap(1, 2)), "4-5", "3", 5, 0),
                row("explained beyond the announced", EMPTY.explained(gap(1, 3)), "", "", 3, 0),
                row("explained, then it came", stored(EMPTY.explained(gap(1, 3)), 2, 2), "2", "", 3, 0),
                row("came, then explained", stored(EMPTY, 1, 3).explained(gap(2, 2)), "1-3", "", 3, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void ledger_afterHistory_accountsForEveryNumber(
            String name, DeliveryLedger ledger, String received, String holes, long announced, long duplicates) {
        assertThat(ledger.received()).hasToString(received);
        assertThat(ledger.holes()).hasToString(holes);
        assertThat(ledger.closed()).isEqualTo(holes.isEmpty());
        assertThat(ledger.announced()).isEqualTo(announced);
        assertThat(ledger.duplicates()).isEqualTo(duplicates);
    }

    @Test
    void firstExplanation_stands() {
        DeliveryLedger ledger =
                EMPTY.explained(NumberRanges.of(2, 2), HoleCause.REJECTED).explained(new Gap(1, 3, GapCause.EXPIRED));

        assertThat(ledger.explained())
                .containsOnly(
                        Map.entry(HoleCause.REJECTED, NumberRanges.parse("2")),
                        Map.entry(HoleCause.EXPIRED, NumberRanges.parse("1,3")));
    }

    @Test
    void storedNumber_losesItsExplanation() {
        DeliveryLedger ledger = stored(EMPTY.explained(gap(1, 3)), 1, 3);

        assertThat(ledger.explained()).isEmpty();
    }

    @Test
    void fresh_isWhatIsNotStored() {
        DeliveryLedger ledger = stored(stored(EMPTY, 1, 5), 8, 9);

        assertThat(ledger.fresh(4, 10)).hasToString("6-7,10");
    }

    /** Each history is also kept number by number, the plain way; both accounts must agree. */
    @Test
    void ledger_ofRandomHistories_agreesWithTheAccountNumberByNumber() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            DeliveryLedger ledger = EMPTY;
            Plain plain = new Plain();
            for (int step = 0; step < 30; step++) {
                long first = 1L + random.nextInt(60);
                long last = first + random.nextInt(8);
                switch (random.nextInt(3)) {
                    case 0 -> {
                        ledger = stored(ledger, first, last);
                        plain.store(first, last);
                    }
                    case 1 -> {
                        HoleCause cause = CAUSES.get(random.nextInt(CAUSES.size()));
                        ledger = ledger.explained(NumberRanges.of(first, last), cause);
                        plain.explain(first, last, cause);
                    }
                    default -> {
                        ledger = ledger.next(first);
                        plain.announced = Math.max(plain.announced, first - 1);
                    }
                }
            }
            plain.check(ledger, seed);
        }
    }

    private static final class Plain {
        private final BitSet received = new BitSet();
        private final Map<Long, HoleCause> explained = new HashMap<>();
        private long announced;
        private long duplicates;

        void store(long first, long last) {
            for (long i = first; i <= last; i++) {
                if (received.get((int) i)) {
                    duplicates++;
                }
                received.set((int) i);
                explained.remove(i);
            }
            announced = Math.max(announced, last);
        }

        void explain(long first, long last, HoleCause cause) {
            for (long i = first; i <= last; i++) {
                if (!received.get((int) i)) {
                    explained.putIfAbsent(i, cause);
                }
            }
            announced = Math.max(announced, last);
        }

        void check(DeliveryLedger ledger, int seed) {
            Map<HoleCause, NumberRanges> causes = new EnumMap<>(HoleCause.class);
            explained.forEach(
                    (number, cause) -> causes.merge(cause, NumberRanges.of(number, number), NumberRanges::plus));
            assertThat(ledger.explained()).as("seed %d", seed).isEqualTo(causes);
            assertThat(ledger.duplicates()).isEqualTo(duplicates);
            assertThat(ledger.announced()).isEqualTo(announced);
            for (long i = 1; i <= announced; i++) {
                assertThat(ledger.received().contains(i)).isEqualTo(received.get((int) i));
                assertThat(ledger.holes().contains(i)).isEqualTo(!received.get((int) i) && !explained.containsKey(i));
            }
        }
    }

    private static DeliveryLedger stored(DeliveryLedger ledger, long first, long last) {
        return ledger.stored(NumberRanges.of(first, last));
    }

    private static Gap gap(long first, long last) {
        return new Gap(first, last, GapCause.OVERFLOW);
    }

    private static Arguments row(
            String name, DeliveryLedger ledger, String received, String holes, long announced, long duplicates) {
        return Arguments.of(name, ledger, received, holes, announced, duplicates);
    }
}

package id.jipmonitor.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatesTest {
    private static final int PACKETS = 20_000;

    @Test
    void packet_perfectWire_arrivesOnceAtOnce() {
        assertThat(new Fates(1).next(Impairment.NONE)).containsExactly(0L);
    }

    @Test
    void packets_lossOfOneFifth_vanishInThatShare() {
        Impairment lossy = new Impairment(Duration.ZERO, 0.2, 0, 0, Duration.ZERO);
        long lost = fates(3, lossy).stream().filter(each -> each.length == 0).count();
        assertThat((double) lost / PACKETS).isCloseTo(0.2, within(0.01));
    }

    @Test
    void packets_duplication_arriveTwiceInThatShare() {
        Impairment twice = new Impairment(Duration.ZERO, 0, 0.3, 0, Duration.ZERO);
        long doubled = fates(4, twice).stream().filter(each -> each.length == 2).count();
        assertThat((double) doubled / PACKETS).isCloseTo(0.3, within(0.01));
    }

    @Test
    void packets_reordering_areHeldBackOnTopOfTheDelay() {
        Impairment held = new Impairment(Duration.ofMillis(10), 0, 0, 0.5, Duration.ofMillis(7));
        assertThat(fates(5, held)).allSatisfy(each -> assertThat(each[0]).isIn(10_000_000L, 17_000_000L));
    }

    @Test
    void packets_sameSeed_sameFates() {
        Impairment all = new Impairment(Duration.ofMillis(1), 0.3, 0.3, 0.3, Duration.ofMillis(9));
        assertThat(fates(11, all)).usingRecursiveComparison().isEqualTo(fates(11, all));
    }

    private static List<long[]> fates(long seed, Impairment impairment) {
        Fates fates = new Fates(seed);
        List<long[]> all = new ArrayList<>();
        for (int packet = 0; packet < PACKETS; packet++) {
            all.add(fates.next(impairment));
        }
        return all;
    }
}

package id.jipmonitor.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.uplink.SendWindow.Flight;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The search for what a server cannot read. */
class SuspicionTest {
    private static final Suspicion CAREFUL = Suspicion.NONE.refused("why");

    @Test
    void severalUnderWay_refused_areSentOneByOneAndNotYetHalved() {
        assertThat(CAREFUL).isEqualTo(new Suspicion(1_000, true, Set.of(), Set.of(), "why"));
    }

    @Test
    void oneBatch_refusedAgainAndAgain_isHalvedToOneResultAndThatIsHeld() {
        Suspicion search = CAREFUL;
        for (int size = 1_000; size > 1; size = search.most()) {
            search = search.refused(flight(1, size), "why");
        }
        search = search.refused(flight(1, 1), "why");

        assertThat(search).isEqualTo(new Suspicion(1, true, Set.of(1L), Set.of(), "why"));
        assertThat(search.condemns(flight(1, 1)))
                .as("nothing else was read yet")
                .isFalse();
        assertThat(search.fitting(1)).isZero();
        assertThat(search.fitting(2)).isEqualTo(1);
    }

    @Test
    void heldResult_onceAnotherWasRead_isTriedAloneAndThenCondemned() {
        Suspicion search = new Suspicion(300, true, Set.of(7L), Set.of(), "why").accepted(8, 20);

        assertThat(search).isEqualTo(new Suspicion(600, true, Set.of(), Set.of(7L), "why"));
        assertThat(search.fitting(3)).isEqualTo(4);
        assertThat(search.fitting(7)).isEqualTo(1);
        assertThat(search.condemns(flight(7, 7))).isTrue();
        assertThat(search.refused(flight(7, 7), "why").accepted(8, 20)).isEqualTo(Suspicion.NONE);
    }

    @Test
    void heldResult_thatIsReadAtTheSecondAttempt_endsTheSearch() {
        Suspicion search = new Suspicion(300, true, Set.of(7L), Set.of(), "why").accepted(8, 20);

        assertThat(search.accepted(7, 7)).isEqualTo(Suspicion.NONE);
    }

    @Test
    void nothingAccepted_forManyResults_holdsNoneOfThem() {
        Suspicion search = new Suspicion(1, true, Set.of(), Set.of(), "");
        for (long number = 1; number <= Suspicion.MOST_HELD + 1; number++) {
            search = search.refused(flight(number, number), "why");
        }
        assertThat(search.held()).isEmpty();
    }

    private static Flight flight(long first, long last) {
        return new Flight(first, last, false);
    }
}

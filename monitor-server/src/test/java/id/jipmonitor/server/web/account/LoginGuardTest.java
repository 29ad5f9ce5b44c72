package id.jipmonitor.server.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Guessing is slow: per name, and per address over all names. */
class LoginGuardTest {
    private static final Instant START = Instant.parse("2026-11-24T07:00:00Z");
    private final LoginGuard guard = new LoginGuard();

    @Test
    void name_afterFiveFailures_waitsUntilTheOldestIsFifteenMinutesOld() {
        for (int i = 0; i < LoginGuard.PER_NAME; i++) {
            assertThat(guard.lockedUntil("sari", "10.0.0." + i, START)).isEmpty();
            guard.failed("sari", "10.0.0." + i, START.plusSeconds(i));
        }
        Instant end = START.plus(LoginGuard.WINDOW);
        assertThat(guard.lockedUntil("sari", "10.9.9.9", START.plusSeconds(9))).hasValue(end);
        assertThat(guard.lockedUntil("budi", "10.9.9.9", START.plusSeconds(9))).isEmpty();
        assertThat(guard.lockedUntil("sari", "10.9.9.9", end.minusMillis(1))).hasValue(end);
        assertThat(guard.lockedUntil("sari", "10.9.9.9", end)).isEmpty();
    }

    @Test
    void address_afterThirtyFailuresOverManyNames_waits() {
        for (int i = 0; i < LoginGuard.PER_ADDRESS; i++) {
            guard.failed("name" + i, "10.0.0.1", START);
        }
        assertThat(guard.lockedUntil("fresh", "10.0.0.1", START)).isPresent();
        assertThat(guard.lockedUntil("fresh", "10.0.0.2", START)).isEmpty();
    }

    @Test
    void success_forgetsTheNameAndNotTheAddress() {
        for (int i = 0; i < LoginGuard.PER_ADDRESS; i++) {
            guard.failed("sari", "10.0.0.1", START);
        }
        guard.succeeded("sari");
        assertThat(guard.lockedUntil("sari", "10.0.0.2", START)).isEmpty();
        assertThat(guard.lockedUntil("sari", "10.0.0.1", START)).isPresent();
    }

    @Test
    void moreNamesThanAreKept_forgetTheOldest() {
        for (int i = 0; i < LoginGuard.PER_NAME; i++) {
            guard.failed("first", "first-address", START);
        }
        for (int i = 0; i < LoginGuard.MOST_KEYS; i++) {
            guard.failed("name" + i, "address" + i, START.plusSeconds(1));
        }
        assertThat(guard.lockedUntil("first", "elsewhere", START.plusSeconds(2)))
                .isEmpty();
    }
}

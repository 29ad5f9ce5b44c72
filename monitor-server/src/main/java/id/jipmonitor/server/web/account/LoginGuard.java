package id.jipmonitor.server.web.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The brake on guessing: {@value #PER_NAME} failures for one name, or {@value #PER_ADDRESS} from one address, within 15
 * minutes shut that name or address out until the oldest of them is 15 minutes old. Names are counted whether an account
 * exists or not, so that nothing is learnt. Kept in memory and bounded; the keys longest unused are forgotten first.
 */
final class LoginGuard {
    static final int PER_NAME = 5;
    static final int PER_ADDRESS = 30;
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int MOST_KEYS = 10_000;

    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** Until when this name from this address must wait; empty when it may try. */
    synchronized Optional<Instant> lockedUntil(String name, String address, Instant now) {
        Optional<Instant> byName = lockedUntil("name:" + name, PER_NAME, now);
        Optional<Instant> byAddress = lockedUntil("address:" + address, PER_ADDRESS, now);
        if (byName.isPresent() && byAddress.isPresent()) {
            return byName.get().isAfter(byAddress.get()) ? byName : byAddress;
        }
        return byName.or(() -> byAddress);
    }

    synchronized void failed(String name, String address, Instant now) {
        remember("name:" + name, PER_NAME, now);
        remember("address:" + address, PER_ADDRESS, now);
    }

    /** Forgets the name's failures; the address keeps its own, or one known password would buy endless guesses. */
    synchronized void succeeded(String name) {
        failures.remove("name:" + name);
    }

    private Optional<Instant> lockedUntil(String key, int most, Instant now) {
        Deque<Instant> recent = failures.get(key);
        if (recent == null) {
            return Optional.empty();
        }
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        return recent.size() < most
                ? Optional.empty()
                : Optional.of(recent.getFirst().plus(WINDOW));
    }

    private void remember(String key, int most, Instant now) {
        Deque<Instant> recent = failures.computeIfAbsent(key, any -> new ArrayDeque<>());
        recent.addLast(now);
        if (recent.size() > most) {
            recent.removeFirst();
        }
    }
}

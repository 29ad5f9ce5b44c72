package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A write is tried again when that may help, only what spoils it is set aside, and a broken database spoils nothing. */
class DeliveryTest {
    private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> sent = new ArrayList<>();
    private final List<RecordedResult> setAside = new ArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private int failuresToCome;

    private final Delivery delivery = new Delivery(
            "influxdb store http://db: expected ",
            this::post,
            (result, _) -> setAside.add(result),
            new Delivery.Time(() -> nanos.addAndGet(Duration.ofMillis(200).toNanos()), () -> 0L));

    @Test
    void serverThatIsAwayForAMoment_getsEverything() {
        failuresToCome = 3;
        delivery.deliver(results(20));
        assertThat(sent.getLast()).contains("probe_result,agent=agent-1,probe=p ");
    }

    @Test
    void serverThatStaysAway_isGivenUpAfterSeconds_andSaysWhatToDo() {
        failuresToCome = Integer.MAX_VALUE;
        assertThatThrownBy(() -> delivery.deliver(results(20)))
                .isInstanceOf(StoreException.class)
                .hasMessage("influxdb store http://db: expected it to take results. Found: java.net.ConnectException:"
                        + " nobody. Check that InfluxDB runs and has space; the agents keep their results meanwhile");
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Attempts.PATIENCE, Attempts.PATIENCE.plusSeconds(1));
        assertThat(setAside).isEmpty();
    }

    @Test
    void onlyTheOffendingResults_areSetAside() {
        List<RecordedResult> results = results(200).subList(0, 150);
        List<RecordedResult> bad = List.of(results.get(3), results.get(77), results.get(78), results.get(149));
        bad.forEach(each -> poison.add(place(each)));
        delivery.deliver(results);
        assertThat(setAside).containsExactlyElementsOf(bad);
        assertThat(results)
                .filteredOn(each -> !bad.contains(each))
                .allSatisfy(each -> assertThat(sent).anyMatch(request -> request.contains(place(each))));
    }

    @Test
    void databaseThatRefusesEverything_isTheOperatorsToMend() {
        List<RecordedResult> results = results(300);
        results.forEach(each -> poison.add(place(each)));
        assertThatThrownBy(() -> delivery.deliver(results))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "Found: 100 refused in a row, the last because: partial write: field type conflict")
                .hasMessageEndingWith("Use a database that nothing else writes to");
        assertThat(setAside).hasSize(100);
    }

    private static List<RecordedResult> results(int count) {
        return new RandomResults(1, "agent-1").history("p", START, Duration.ofSeconds(10), count);
    }

    private static String place(RecordedResult result) {
        return "\"" + result.sequence().boot() + " " + result.sequence().number() + " ";
    }

    private void post(String lines) throws IOException {
        if (failuresToCome > 0) {
            failuresToCome--;
            throw new ConnectException("nobody");
        }
        if (poison.stream().anyMatch(lines::contains)) {
            throw new RefusedException(400, "partial write: field type conflict dropped=1");
        }
        sent.add(lines);
    }
}

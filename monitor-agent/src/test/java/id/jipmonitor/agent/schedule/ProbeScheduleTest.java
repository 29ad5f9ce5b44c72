package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real Quartz behind the schedule. */
class ProbeScheduleTest {
    private static final Cadence SECOND = new Cadence.Every(Duration.ofSeconds(1));
    private static final Cadence CRON =
            new Cadence.Cron("* * * * * ?", ZoneId.of("Asia/Jakarta"), Duration.ofSeconds(1));

    private final RecordingRunner runner = new RecordingRunner();

    @Test
    void apply_intervalAndCron_bothRun() {
        try (ProbeSchedule schedule = schedule(InstantSource.system())) {
            schedule.apply(List.of(probe("every", SECOND), probe("cron", CRON)));
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(runner.ran)
                            .filteredOn(each -> each.value().equals("every"))
                            .hasSizeGreaterThanOrEqualTo(2));
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(runner.ran)
                            .filteredOn(each -> each.value().equals("cron"))
                            .hasSizeGreaterThanOrEqualTo(2));
        }
    }

    @Test
    void apply_again_replacesWhatWasScheduled() {
        try (ProbeSchedule schedule = schedule(InstantSource.system())) {
            schedule.apply(List.of(probe("old", SECOND)));
            await().atMost(10, TimeUnit.SECONDS).until(() -> !runner.ran.isEmpty());
            schedule.apply(List.of(probe("new", SECOND)));
            long oldRuns = count("old");
            await().atMost(10, TimeUnit.SECONDS).until(() -> count("new") >= 2);

            assertThat(count("old")).isLessThanOrEqualTo(oldRuns + 1);
        }
    }

    private long count(String probe) {
        return runner.ran.stream().filter(each -> each.value().equals(probe)).count();
    }

    private ProbeSchedule schedule(InstantSource wallClock) {
        return new ProbeSchedule(wallClock, System::nanoTime, runner);
    }

    private static ProbeSpec probe(String id, Cadence cadence) {
        return new ProbeSpec(
                new ProbeId(id),
                "127.0.0.1",
                cadence,
                Duration.ofSeconds(1),
                new ProbeSettings.Icmp(1, Duration.ofMillis(200), 56, 0, false, 64));
    }
}

package id.jipmonitor.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.spool.StoredBatch;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole agent whose own uplink is cut, which is stopped, and which gets no processor: not one round accuses the target.
 * When only the target is cut, not one round is BLIND.
 */
class OwnTroubleIsNeverDownIT {
    private static final long LONGEST_SECONDS = 240;
    /** A round that began so shortly before a trouble ended may still have met it. */
    private static final Duration ROUND = Duration.ofMillis(1_100);

    @TempDir
    private Path directory;

    private record Episode(Instant from, Instant to) {
        /** Rounds that lie in it whole. */
        boolean holds(ProbeResult result) {
            return result.startedAt().isAfter(from)
                    && result.startedAt().plus(ROUND).isBefore(to);
        }

        /** Rounds that it may have touched. */
        boolean touches(ProbeResult result) {
            return result.startedAt().plus(ROUND).isAfter(from)
                    && result.startedAt().isBefore(to);
        }
    }

    @Test
    void agent_inTroubleOfItsOwn_isBlindWithTheCause_andOnlyTheTargetsCutIsUnreachable() throws Exception {
        Optional<Enclosure> enclosure = Enclosure.find();
        Assumptions.assumeTrue(enclosure.isPresent(), "this system gives this user no namespaces");
        Process inner = enclosure.orElseThrow().start(TroubledSite.class, List.of(directory.toString()), Map.of());
        boolean ended = inner.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        inner.destroyForcibly();
        assertThat(ended && inner.exitValue() == 0)
                .as("its output says why; nft not found: apt-get install nftables")
                .isTrue();

        List<ProbeResult> results = results();
        String told = results.stream()
                .map(each -> each.startedAt() + " " + each.outcome() + " " + each.reason() + " " + each.stalled())
                .collect(Collectors.joining("\n", episodes() + "\n", ""));
        Episode target = episode("target");
        assertThat(results.stream().filter(target::holds))
                .as(told)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(each -> each.outcome() == Outcome.UNREACHABLE);
        assertThat(results.stream().filter(target::touches))
                .as(told)
                .noneMatch(each -> each.outcome() == Outcome.BLIND);
        assertThat(results.stream().filter(each -> each.outcome() == Outcome.UNREACHABLE))
                .as(told)
                .allMatch(target::touches);
        assertThat(results.stream().filter(episode("uplink")::holds))
                .as(told)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(each -> each.outcome() == Outcome.BLIND)
                .extracting(each -> each.reason().cause())
                .containsOnly(Cause.SELF_INTERFACE_DOWN);
        Instant continued = episode("stop").to();
        assertThat(results.stream().filter(each -> each.startedAt().isAfter(continued)))
                .as(told)
                .anyMatch(each ->
                        each.outcome() == Outcome.SKIPPED && each.reason().cause() == Cause.MISFIRE);
        Instant starving = episode("starved").from();
        assertThat(results.stream().filter(each -> each.startedAt().isAfter(starving)))
                .as(told)
                .anyMatch(each -> each.stalled() || each.outcome() != Outcome.RESPONDED);
    }

    private Map<String, Episode> episodes() throws IOException {
        Map<String, Episode> episodes = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("episodes"))) {
            String[] words = line.split(" ", -1);
            episodes.put(words[0], new Episode(Instant.parse(words[1]), Instant.parse(words[2])));
        }
        return episodes;
    }

    private Episode episode(String name) throws IOException {
        return Objects.requireNonNull(episodes().get(name), name);
    }

    private List<ProbeResult> results() {
        List<ProbeResult> all = new ArrayList<>();
        try (Spool spool = Spool.open(directory, SpoolSettings.DEFAULT, TroubledSite.AGENT, InstantSource.system())) {
            Optional<StoredBatch> next = spool.firstFrom(1);
            while (next.isPresent()) {
                all.addAll(next.get().batch().results());
                next = spool.firstFrom(next.get().batch().lastNumber() + 1);
            }
        }
        return all;
    }
}

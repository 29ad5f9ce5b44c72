package id.jipmonitor.agent.selfview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.SelfView.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SelfViewerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final SelfViewSettings SETTINGS = new SelfViewSettings(
            Optional.empty(), true, List.of("10.0.0.1", "10.0.0.2"), Duration.ofMinutes(5), Duration.ofMillis(100));

    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    private volatile boolean up = true;

    @Test
    void freshView_afterAnchorsFellSilent_saysSoAtOnce() throws Exception {
        answering.addAll(Set.of("10.0.0.1", "192.168.1.1"));
        try (SelfViewer viewer = viewer()) {
            SelfView before = viewer.freshView(System.nanoTime());
            assertThat(before.anchorsAnswered()).isEqualTo(1);
            assertThat(before.anchorsTotal()).isEqualTo(2);
            assertThat(before.gateway()).isEqualTo(Gateway.ANSWERS);

            answering.clear();
            up = false;
            SelfView after = viewer.freshView(System.nanoTime());
            assertThat(after.anchorsAnswered()).isZero();
            assertThat(after.gateway()).isEqualTo(Gateway.SILENT);
            assertThat(after.interfaceUp()).isFalse();
        }
    }

    @Test
    void freshView_uplinkCameBackAMomentAgo_doesNotVouchForTheSilenceBefore() throws Exception {
        up = false;
        try (SelfViewer viewer = viewer()) {
            assertThat(viewer.freshView(System.nanoTime()).interfaceUp()).isFalse();
            long silence = System.nanoTime();

            answering.addAll(Set.of("10.0.0.1", "192.168.1.1"));
            up = true;
            for (int look = 0; look < 3; look++) {
                SelfView view = viewer.freshView(silence);
                assertThat(view.interfaceUp()).as("look %s", look).isFalse();
                assertThat(view.anchorsAnswered()).as("look %s", look).isZero();
            }

            SelfView second = viewer.freshView(System.nanoTime());
            assertThat(second.interfaceUp()).isTrue();
            assertThat(second.anchorsAnswered()).isEqualTo(1);
        }
    }

    @Test
    void view_always_carriesTheLoadOfOtherRooms() {
        try (SelfViewer viewer = viewer()) {
            SelfView view = viewer.view(System.nanoTime());

            assertThat(view.at()).isEqualTo(NOW);
            assertThat(view.spoolResults()).isEqualTo(7);
            assertThat(view.oldestSpooled()).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void anchorThatThrows_countsAsSilent() throws Exception {
        AnchorProbe broken = (target, waitingTime) -> {
            throw new IllegalStateException("no socket");
        };
        try (SelfViewer viewer = viewer(broken)) {
            assertThat(viewer.freshView(System.nanoTime()).anchorsAnswered()).isZero();
        }
    }

    @Test
    void stallDetector_whileItsClockJumps_reportsTheStall() {
        AtomicLong jump = new AtomicLong();
        try (StallDetector detector = new StallDetector(() -> System.nanoTime() + jump.get())) {
            long before = System.nanoTime();
            jump.set(Duration.ofSeconds(90).toNanos());
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(detector.worstSince(before)).isGreaterThan(Duration.ofSeconds(89)));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(detector.worstSince(System.nanoTime() + jump.get()))
                            .isLessThan(Duration.ofSeconds(5)));
        }
    }

    private SelfViewer viewer() {
        return viewer((target, waitingTime) -> answering.contains(target));
    }

    private SelfViewer viewer(AnchorProbe probe) {
        Surroundings surroundings = new Surroundings() {
            @Override
            public boolean interfaceUp() {
                return up;
            }

            @Override
            public Optional<String> gateway() {
                return Optional.of("192.168.1.1");
            }
        };
        return new SelfViewer(
                SETTINGS,
                surroundings,
                probe,
                () -> new SelfViewer.Load(0, 7, Optional.of(NOW.minusSeconds(30))),
                InstantSource.fixed(NOW),
                System::nanoTime);
    }
}

package id.jipmonitor.agent.schedule;

import id.jipmonitor.agent.schedule.PathRoundRule.Planned;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extra rounds of an assignment's path probes, whatever their cadences. Like every extra round they are owed to nobody: one
 * that comes due while the probe's regular round runs, and one that a cap forbids, is left out without a word. Safe for
 * threads.
 */
final class PathRounds {
    private final List<ProbeSpec> probes;
    private final RoundTimer timer;
    private final RoundRunner runner;
    private final Set<ProbeId> running;
    private final Map<ProbeId, Planned> planned = new HashMap<>();
    private volatile boolean cancelled;

    /** @param running rounds under way, regular ones too */
    PathRounds(List<ProbeSpec> probes, RoundTimer timer, RoundRunner runner, Set<ProbeId> running) {
        this.probes = List.copyOf(probes);
        this.timer = timer;
        this.runner = runner;
        this.running = running;
    }

    /** A probe found that its target's connectivity is another than before. */
    synchronized void changed(ProbeSpec found, boolean connected) {
        for (ProbeSpec path : probes) {
            if (PathRoundRule.concerns(found, path)) {
                Optional<Planned> last = Optional.ofNullable(planned.get(path.probe()));
                PathRoundRule.next(last, connected, timer.nanos()).ifPresent(next -> plan(path, next));
            }
        }
    }

    void cancel() {
        cancelled = true;
    }

    private void plan(ProbeSpec path, Planned next) {
        planned.put(path.probe(), next);
        timer.after(Duration.ofNanos(Math.max(0, next.startsAtNanos() - timer.nanos())), () -> due(path));
    }

    private void due(ProbeSpec path) {
        if (!cancelled && running.add(path.probe())) {
            timer.start(() -> run(path));
        }
    }

    private void run(ProbeSpec path) {
        try {
            var _ = runner.run(path, true);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(path.probe());
        }
    }
}

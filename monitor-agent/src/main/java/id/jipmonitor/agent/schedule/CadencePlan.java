package id.jipmonitor.agent.schedule;

import id.jipmonitor.agent.schedule.FastCadenceRule.Memory;
import id.jipmonitor.agent.schedule.FiringRule.Firing;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All probes of one cadence: turns a firing of the cadence into rounds, each at its probe's phase.
 *
 * <pre>
 *   firing        firing        firing         one per interval, from Quartz
 *     |--a----b-----|--a----b-----|--a--       each probe at its phase, from the timer
 * </pre>
 */
final class CadencePlan {
    private static final Logger LOG = LoggerFactory.getLogger(CadencePlan.class);

    private final Cadence cadence;
    private final List<ProbeSpec> probes;
    private final RoundTimer timer;
    private final RoundRunner runner;
    private final Set<ProbeId> running;
    private final PathRounds paths;
    private final Map<ProbeId, Memory> memories = new ConcurrentHashMap<>();
    private final AtomicLong lastCycle;
    private final long origin;
    private volatile long wokenAt;
    private volatile boolean cancelled;

    /**
     * @param running rounds under way, shared with the plan that this one replaces
     * @param paths told of changed connectivity
     */
    CadencePlan(
            Cadence cadence,
            List<ProbeSpec> probes,
            RoundTimer timer,
            RoundRunner runner,
            Set<ProbeId> running,
            PathRounds paths) {
        this.cadence = cadence;
        this.probes = probes;
        this.timer = timer;
        this.runner = runner;
        this.running = running;
        this.paths = paths;
        this.origin = timer.nanos();
        this.wokenAt = origin;
        this.lastCycle = new AtomicLong(origin);
    }

    static Set<ProbeId> noneRunning() {
        return ConcurrentHashMap.newKeySet();
    }

    /** Enters a cycle that began a while ago: probes whose phase has passed wait for the next one. */
    void enter(Duration elapsed) {
        lastCycle.set(timer.nanos() - elapsed.toNanos());
        probes.forEach(probe -> {
            Duration delay = Spread.phase(probe.probe(), cadence).minus(elapsed);
            if (!delay.isNegative()) {
                plan(probe, delay);
            }
        });
    }

    /** The cadence fired, so much after its time. */
    void fire(Duration lateness) {
        long cycle = timer.nanos() - lateness.toNanos();
        Firing firing = FiringRule.judge(cadence, Duration.ofNanos(cycle - lastCycle.get()));
        switch (firing) {
            case Firing.Extra _ -> LOG.debug("extra firing of {} ignored", cadence);
            case Firing.Cycle(long missed) -> begin(cycle, lateness, missed);
        }
    }

    /**
     * The cadence's firing came too late to be one. Missed cycles of an interval are counted and said when the next one
     * begins; cron has no next one to count from, so they are said now.
     */
    void misfire(Duration lateness) {
        if (cadence instanceof Cadence.Cron) {
            skipAll("fired late by at least " + lateness.toMillis() + " ms");
        }
    }

    Cadence cadence() {
        return cadence;
    }

    boolean silent() {
        long heard = Math.max(lastCycle.get() - origin, wokenAt - origin);
        return FiringRule.silent(cadence, Duration.ofNanos(timer.nanos() - origin - heard));
    }

    /** The trigger was set anew; the silence is counted from now. */
    void woken() {
        wokenAt = timer.nanos();
    }

    void cancel() {
        cancelled = true;
    }

    private void begin(long cycle, Duration lateness, long missed) {
        lastCycle.set(cycle);
        if (missed > 0) {
            skipAll(missed + " rounds not started");
        }
        probes.forEach(probe -> plan(probe, Spread.phase(probe.probe(), cadence).minus(lateness)));
    }

    private void skipAll(String detail) {
        Reason reason = new Reason(Cause.MISFIRE, detail);
        probes.forEach(probe -> runner.skip(probe, reason));
    }

    private void plan(ProbeSpec probe, Duration delay) {
        long due = timer.nanos() + delay.toNanos();
        timer.after(delay.isNegative() ? Duration.ZERO : delay, () -> due(probe, due));
    }

    private void due(ProbeSpec probe, long dueNanos) {
        Duration lateness = Duration.ofNanos(timer.nanos() - dueNanos);
        if (cancelled) {
            return;
        }
        if (FiringRule.tooLate(cadence, lateness)) {
            runner.skip(probe, new Reason(Cause.MISFIRE, "late by " + lateness.toMillis() + " ms"));
        } else if (!running.add(probe.probe())) {
            runner.skip(probe, Reason.of(Cause.STILL_RUNNING));
        } else {
            timer.start(() -> run(probe, dueNanos, dueNanos));
        }
    }

    /** An extra round is owed to nobody: one that comes too late, or while another runs, is left out without a word. */
    private void extraDue(ProbeSpec probe, long regularNanos, long dueNanos) {
        boolean late = FiringRule.tooLate(cadence, Duration.ofNanos(timer.nanos() - dueNanos));
        if (!cancelled && !late && running.add(probe.probe())) {
            timer.start(() -> run(probe, regularNanos, dueNanos));
        }
    }

    /**
     * Runs a round, and plans an extra one if what it found calls for it.
     *
     * @param regularNanos when the last regular round was due; this one is extra if it is due later
     */
    private void run(ProbeSpec probe, long regularNanos, long dueNanos) {
        boolean extra = dueNanos != regularNanos;
        Optional<Duration> next = Optional.empty();
        try {
            next = runner.run(probe, extra)
                    .flatMap(outcome -> nextExtra(probe, remembered(probe, outcome, extra), regularNanos, dueNanos));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(probe.probe());
        }
        next.ifPresent(offset -> {
            long due = regularNanos + offset.toNanos();
            timer.after(Duration.ofNanos(Math.max(0, due - timer.nanos())), () -> extraDue(probe, regularNanos, due));
        });
    }

    private Memory remembered(ProbeSpec probe, Outcome outcome, boolean extra) {
        Memory before = memories.getOrDefault(probe.probe(), Memory.FRESH);
        FastCadenceRule.change(before, outcome).ifPresent(connected -> paths.changed(probe, connected));
        Memory memory = FastCadenceRule.after(before, outcome, extra);
        memories.put(probe.probe(), memory);
        return memory;
    }

    private Optional<Duration> nextExtra(ProbeSpec probe, Memory memory, long regularNanos, long dueNanos) {
        Duration started = Duration.ofNanos(dueNanos - regularNanos);
        return FastCadenceRule.next(memory, probe, started, Duration.ofNanos(timer.nanos() - regularNanos));
    }
}

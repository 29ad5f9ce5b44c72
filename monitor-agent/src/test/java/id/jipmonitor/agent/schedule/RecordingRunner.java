package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which rounds ran and which were skipped. */
final class RecordingRunner implements RoundRunner {
    record Skip(ProbeId probe, Reason reason) {}

    final List<ProbeId> ran = new CopyOnWriteArrayList<>();
    final List<Skip> skipped = new CopyOnWriteArrayList<>();

    /** What the next rounds find; RESPONDED when it has run out. */
    final Queue<Outcome> findings = new ConcurrentLinkedQueue<>();

    final List<Boolean> extras = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Outcome> run(ProbeSpec spec, boolean extra) {
        ran.add(spec.probe());
        extras.add(extra);
        Outcome found = findings.poll();
        return Optional.of(found == null ? Outcome.RESPONDED : found);
    }

    @Override
    public void skip(ProbeSpec spec, Reason reason) {
        skipped.add(new Skip(spec.probe(), reason));
    }
}

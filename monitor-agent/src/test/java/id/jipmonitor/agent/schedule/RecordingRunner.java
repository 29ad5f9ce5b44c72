package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.Reason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which rounds ran and which were skipped. */
final class RecordingRunner implements RoundRunner {
    record Skip(ProbeId probe, Reason reason) {}

    final List<ProbeId> ran = new CopyOnWriteArrayList<>();
    final List<Skip> skipped = new CopyOnWriteArrayList<>();

    @Override
    public void run(ProbeSpec spec) {
        ran.add(spec.probe());
    }

    @Override
    public void skip(ProbeSpec spec, Reason reason) {
        skipped.add(new Skip(spec.probe(), reason));
    }
}

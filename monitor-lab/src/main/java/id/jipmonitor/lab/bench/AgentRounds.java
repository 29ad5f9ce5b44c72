package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.model.ProbeResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** Runs a round of each of many probes at once, each on a virtual thread of its own as the agent does. */
record AgentRounds(ProbeEnvironment environment) {
    /**
     * Runs them and waits for the last.
     *
     * @param worth what a result counts
     * @return the sum
     */
    long runAll(List<Probe> probes, ToLongFunction<ProbeResult> worth) throws InterruptedException {
        LongAdder sum = new LongAdder();
        CountDownLatch ended = new CountDownLatch(probes.size());
        for (Probe each : probes) {
            var _ = Thread.startVirtualThread(() -> {
                sum.add(run(each, worth));
                ended.countDown();
            });
        }
        ended.await();
        return sum.sum();
    }

    private long run(Probe probe, ToLongFunction<ProbeResult> worth) {
        Round round = new Round(
                environment.wallClock().instant(), environment.nanoClock().getAsLong(), RoundTrace.NONE);
        try {
            return worth.applyAsLong(probe.run(round));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}

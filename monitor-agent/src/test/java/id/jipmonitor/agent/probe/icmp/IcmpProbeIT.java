package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeContract;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** ICMP keeps the probe contract, by whichever way this host permits. */
class IcmpProbeIT extends ProbeContract {
    private static final Duration TMAX = Duration.ofMillis(300);
    private static final ProbeSettings.Icmp SETTINGS =
            new ProbeSettings.Icmp(2, Duration.ofMillis(20), 56, 0, false, 64);

    @BeforeEach
    void echoesArePermitted() {
        EchoLadder.Step step = EchoLadder.ofThisHost(System::nanoTime).climb();
        step.source().close();
        Assumptions.assumeTrue(step.selfTest().works(), step.selfTest().english());
    }

    @Override
    protected ProbeType type(ProbeEnvironment environment) {
        return new IcmpProbeType(environment);
    }

    @Override
    protected ProbeSpec answering() {
        return Specs.of("127.0.0.1", TMAX, SETTINGS);
    }

    @Override
    protected ProbeSpec silent() {
        return Specs.of("127.0.0.1", TMAX, SETTINGS);
    }

    /** Nothing on this host can be made deaf to echoes without rights, so the socket is. */
    @Override
    protected ProbeType silentType(ProbeEnvironment environment) {
        EchoLadder.Rung deaf = () -> new EchoLadder.Step(
                new SelfTest(true, "deaf", "tuli", "deaf"),
                new EchoEngine(
                                new DeafEchoSocket(),
                                new EchoIdentities.Drawn(new Random(1)),
                                System::nanoTime,
                                new Random(2))
                        .started());
        return new IcmpProbeType(environment, new EchoLadder(List.of(deaf), "/usr/bin/java"));
    }

    /** Sends into the void, in real time. */
    private static final class DeafEchoSocket implements EchoSocket {
        private final Semaphore woken = new Semaphore(0);

        @Override
        public Sent send(List<Request> requests) {
            return new Sent(new Moment(0, System.nanoTime()), new int[requests.size()]);
        }

        @Override
        public long receive(Consumer<Arrival> arrivals) {
            return 0;
        }

        @Override
        public void await(long nanos) {
            try {
                if (woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void wake() {
            woken.release();
        }

        @Override
        public void close() {}
    }

    @Override
    protected Duration longestRound() {
        return TMAX.plus(SETTINGS.gap());
    }

    @Override
    protected ProbeResult runWithoutResources() throws InterruptedException {
        EchoLadder none = new EchoLadder(List.of(), "/usr/bin/java");
        try (IcmpProbeType type = new IcmpProbeType(environment(Specs.UNLIMITED), none);
                Probe probe = type.open(answering())) {
            return probe.run(Specs.round());
        }
    }
}

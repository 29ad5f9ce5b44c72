package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeContract;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The path keeps the probe contract, by whichever way this host permits. */
class PathProbeIT extends ProbeContract {
    private static final Duration TMAX = Duration.ofMillis(300);
    private static final ProbeSettings.Path SETTINGS = new ProbeSettings.Path(3, 1, new ProbeSettings.Path.Echo(56));

    private final List<Echoes> echoes = new ArrayList<>();

    @BeforeEach
    void echoesArePermitted() {
        EchoLadder.Step step = EchoLadder.ofThisHost(System::nanoTime).climb();
        step.source().close();
        Assumptions.assumeTrue(
                step.selfTest().works() && step.source().tellsHops(),
                step.selfTest().english());
    }

    @Override
    protected ProbeType type(ProbeEnvironment environment) {
        return new PathProbeType(environment, kept(Echoes.ofThisHost(System::nanoTime)));
    }

    private Echoes kept(Echoes opened) {
        echoes.add(opened);
        return opened;
    }

    @AfterEach
    void closeEchoes() {
        echoes.forEach(Echoes::close);
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
        return new PathProbeType(environment, kept(DeafEchoSocket.echoes()));
    }

    @Override
    protected Duration longestRound() {
        return SETTINGS.longestRound(TMAX);
    }

    @Override
    protected ProbeResult runWithoutResources() throws InterruptedException {
        try (Echoes none = new Echoes(new EchoLadder(List.of(), "/usr/bin/java"));
                PathProbeType type = new PathProbeType(environment(Specs.UNLIMITED), none);
                Probe probe = type.open(answering())) {
            return probe.run(Specs.round());
        }
    }
}

package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Cidr;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What probe tests are made of. */
public final class Specs {
    /** Allows every address. */
    public static final ProbeLimits UNLIMITED = new ProbeLimits(
            List.of(new Cidr(InetAddress.ofLiteral("0.0.0.0"), 0), new Cidr(InetAddress.ofLiteral("::"), 0)),
            10_000,
            1_000_000,
            1_000_000_000,
            100_000_000_000L);

    private static final Instant SOME_TIME = Instant.parse("2026-11-01T00:00:00Z");

    private Specs() {}

    public static ProbeSpec of(String target, Duration waitingTime, ProbeSettings settings) {
        return new ProbeSpec(
                new ProbeId("probe-1"), target, new Cadence.Every(Duration.ofSeconds(10)), waitingTime, settings);
    }

    /** Resolves by the system and refuses nothing. */
    public static TargetResolver anywhere() {
        return new TargetResolver(UNLIMITED, (_, _) -> Optional.empty(), InetAddress::getAllByName);
    }

    public static Round round() {
        return new Round(SOME_TIME, 42, RoundTrace.NONE);
    }
}

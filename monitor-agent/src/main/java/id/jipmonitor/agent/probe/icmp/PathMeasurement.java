package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Measurement;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.TargetResolver.Resolved;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The hops to one target, round after round, a window of them at once, until one ends the way. */
final class PathMeasurement implements Measurement {
    private final ProbeSpec spec;
    private final ProbeSettings.Path settings;
    private final TargetResolver resolver;
    private final Echoes echoes;
    private final EchoSession session = new EchoSession(true);
    private Optional<TracedPath> lastReached = Optional.empty();

    PathMeasurement(ProbeSpec spec, ProbeSettings.Path settings, TargetResolver resolver, Echoes echoes) {
        this.spec = spec;
        this.settings = settings;
        this.resolver = resolver;
        this.echoes = echoes;
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        return switch (resolver.resolve(spec.target(), spec.waitingTime())) {
            case Resolved.Refused refused -> refused.verdict();
            case Resolved.Address address -> traced(address.address(), round.trace());
        };
    }

    private Verdict traced(InetAddress target, RoundTrace trace) throws InterruptedException {
        EchoSource source = echoes.source();
        if (!source.tellsHops()) {
            return Verdict.of(
                    Outcome.BLIND,
                    Cause.NOT_PERMITTED,
                    "the ping command tells no times of hops. Permit sockets: " + EchoLadder.SYSCTL);
        }
        try {
            TracedPath path = TracedPath.towards(target.getHostAddress());
            while (!path.ended() && path.hops().size() < settings.maxHops()) {
                int known = path.hops().size();
                int width = Math.min(ProbeSettings.Path.WINDOW, settings.maxHops() - known);
                EchoReport report = source.exchange(order(target, known + 1, width));
                if (report.tooFewLeft()) {
                    return Verdict.of(Outcome.BLIND, Cause.SOCKET_ERROR, report.whyTooFewLeft());
                }
                path = path.with(report, width);
                path.hops().subList(known, path.hops().size()).forEach(each -> tell(trace, each));
            }
            return judged(path);
        } catch (EchoFailure failure) {
            return Verdict.of(Outcome.BLIND, failure.because(), String.valueOf(failure.getMessage()));
        }
    }

    /** Each hop is asked once before any is asked again, so that no router hears two requests in a row. */
    private EchoOrder order(InetAddress target, int first, int width) {
        List<Integer> timesToLive = IntStream.range(0, width * settings.queries())
                .mapToObj(i -> first + i % width)
                .toList();
        EchoBurst burst = new EchoBurst(timesToLive, ProbeSettings.Path.GAP, settings.payloadBytes(), 0, false);
        return new EchoOrder(session, false, target, burst, spec.waitingTime(), RoundTrace.NONE);
    }

    private Verdict judged(TracedPath path) {
        Verdict verdict = PathRule.judge(path, PathRule.changed(lastReached, path));
        if (path.reached()) {
            lastReached = Optional.of(path);
        }
        return verdict;
    }

    private static void tell(RoundTrace trace, Hop hop) {
        String found = hop.number() + ": "
                + hop.address().map(each -> each + " ").orElse("")
                + hop.roundTrips().stream()
                        .map(each -> each.map(time -> String.format(Locale.ROOT, "%.3f ms", time.toNanos() / 1e6))
                                .orElse("*"))
                        .collect(Collectors.joining(" "));
        String end = hop.end().map(each -> ", " + each.described()).orElse("");
        trace.say("Lompatan " + found + end, "Hop " + found + end);
    }

    @Override
    public void close() {
        echoes.source().forget(session);
    }
}

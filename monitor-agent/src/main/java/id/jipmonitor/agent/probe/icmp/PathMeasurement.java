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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The hops to one target, round after round, a window of them at once, until one ends the way. */
final class PathMeasurement implements Measurement {
    private final ProbeSpec spec;
    private final ProbeSettings.Path settings;
    private final TargetResolver resolver;
    private final HopRequests requests;
    private Optional<TracedPath> lastReached = Optional.empty();

    PathMeasurement(ProbeSpec spec, ProbeSettings.Path settings, TargetResolver resolver, HopRequests requests) {
        this.spec = spec;
        this.settings = settings;
        this.resolver = resolver;
        this.requests = requests;
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        return switch (resolver.resolve(spec)) {
            case Resolved.Refused refused -> refused.verdict();
            case Resolved.Address address -> traced(address.address(), round.trace());
        };
    }

    private Verdict traced(InetAddress target, RoundTrace trace) throws InterruptedException {
        requests.announce(trace);
        try {
            TracedPath path = TracedPath.towards(target.getHostAddress());
            while (!path.ended() && path.hops().size() < settings.maxHops()) {
                int known = path.hops().size();
                int width = Math.min(ProbeSettings.Path.WINDOW, settings.maxHops() - known);
                EchoReport report = requests.ask(target, known + 1, width);
                if (report.tooFewLeft()) {
                    return Verdict.of(Outcome.BLIND, Cause.SOCKET_ERROR, whyTooFewLeft(report));
                }
                path = path.with(report, width);
                path.hops().subList(known, path.hops().size()).forEach(each -> tell(trace, each));
            }
            return judged(path);
        } catch (EchoFailure failure) {
            return Verdict.of(Outcome.BLIND, failure.because(), String.valueOf(failure.getMessage()));
        }
    }

    private static String whyTooFewLeft(EchoReport report) {
        return report.sent() + " of " + report.echoes().size() + " requests left this host. "
                + report.sendError().orElse("");
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
        requests.close();
    }
}

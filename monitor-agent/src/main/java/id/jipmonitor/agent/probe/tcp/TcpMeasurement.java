package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.agent.probe.Measurement;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.TargetResolver.Resolved;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Name, connect, TLS, banner: each step bounded by Tmax and measured apart. */
final class TcpMeasurement implements Measurement {
    private final ProbeSpec spec;
    private final ProbeSettings.Tcp settings;
    private final TargetResolver resolver;
    private final ProbeEnvironment environment;

    TcpMeasurement(ProbeSpec spec, ProbeSettings.Tcp settings, TargetResolver resolver, ProbeEnvironment environment) {
        this.spec = spec;
        this.settings = settings;
        this.resolver = resolver;
        this.environment = environment;
    }

    /** What the steps so far have found. */
    private static final class Findings {
        final List<Measure> measures = new ArrayList<>();
        final List<Duration> roundTrips = new ArrayList<>();
        /** Waited for the service's words, before TLS and after it. */
        Optional<Duration> words = Optional.empty();

        final Round round;

        Findings(Round round) {
            this.round = round;
        }

        void took(Metric metric, Duration time, String indonesian, String english) {
            measures.add(Measure.of(metric, seconds(time)));
            say(time, indonesian, english);
        }

        void heard(Duration time, String indonesian, String english) {
            words = Optional.of(words.orElse(Duration.ZERO).plus(time));
            say(time, indonesian, english);
        }

        private void say(Duration time, String indonesian, String english) {
            String figure = ": " + time.toNanos() / 1_000 + " us";
            round.trace().say(indonesian + figure, english + figure);
        }

        Verdict verdict(Outcome outcome, Reason reason) {
            TimestampQuality quality = roundTrips.isEmpty() ? TimestampQuality.NONE : TimestampQuality.USER;
            return new Verdict(outcome, reason, quality, false, roundTrips, measures);
        }
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        long start = environment.nanoClock().getAsLong();
        return switch (resolver.resolve(spec.target(), spec.waitingTime())) {
            case Resolved.Refused refused -> refused.verdict();
            case Resolved.Address address -> {
                Findings findings = new Findings(round);
                if (address.resolving()) {
                    Duration time = Duration.ofNanos(environment.nanoClock().getAsLong() - start);
                    findings.took(Metric.DNS_SECONDS, time, "Nama ditemukan", "Name resolved");
                }
                yield connected(address.address(), findings);
            }
        };
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private Verdict connected(InetAddress address, Findings findings) throws InterruptedException {
        try (TcpConnection connection =
                new TcpConnection(environment.eventLoops(), environment.nanoClock(), spec.waitingTime(), settings)) {
            Duration connect = connection.connect(new InetSocketAddress(address, settings.port()));
            findings.took(Metric.CONNECT_SECONDS, connect, "Tersambung", "Connected");
            findings.roundTrips.add(connect);
            connection
                    .kernelRoundTrip()
                    .ifPresent(time -> findings.took(Metric.TCP_RTT_SECONDS, time, "RTT kernel", "Kernel RTT"));
            if (settings.tls().isPresent()) {
                secured(connection, settings.tls().get(), findings);
            }
            if (settings.banner().isPresent()) {
                Duration time = connection.dialogue(settings.banner().get().send());
                findings.heard(time, "Jawaban sesuai", "Expected answer came");
            }
            findings.words.ifPresent(time -> findings.measures.add(Measure.of(Metric.BANNER_SECONDS, seconds(time))));
            return findings.verdict(Outcome.RESPONDED, Reason.NONE);
        } catch (StepFailure failure) {
            return findings.verdict(failure.outcome(), failure.reason());
        }
    }

    private void secured(TcpConnection connection, ProbeSettings.Tcp.Tls tls, Findings findings)
            throws StepFailure, InterruptedException {
        connection.open().ifPresent(time -> findings.heard(time, "STARTTLS diterima", "STARTTLS accepted"));
        ServedCertificate certificate = new ServedCertificate(environment.trust());
        String name = tls.serverName().orElse(spec.target());
        Duration time = connection.handshake(name, settings.port(), certificate);
        findings.took(Metric.TLS_SECONDS, time, "TLS terjalin", "TLS established");
        certificate
                .notAfter()
                .ifPresent(end -> findings.measures.add(
                        Measure.of(Metric.CERTIFICATE_NOT_AFTER_SECONDS, (double) end.getEpochSecond())));
        boolean verified = certificate.problem().isEmpty();
        findings.measures.add(Measure.of(Metric.CERTIFICATE_VERIFIED, verified ? 1 : 0));
        String problem = certificate.problem().orElse("");
        findings.round
                .trace()
                .say(
                        verified ? "Sertifikat tepercaya" : "Sertifikat tidak tepercaya: " + problem,
                        verified ? "Certificate verified" : "Certificate not verified: " + problem);
        if (tls.requireVerified() && !verified) {
            throw new StepFailure(Outcome.REFUSED, Cause.TLS_FAILED, "certificate not verified: " + problem);
        }
    }

    @Override
    public void close() {
        // A connection lives as long as its round.
    }
}

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
import id.jipmonitor.protocol.model.RoundTripStatistics;
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

        /** What a round that responded still has to say. */
        Reason reason = Reason.NONE;

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

        void served(CertificateFacts facts) {
            measures.add(Measure.of(Metric.CERTIFICATE_NOT_AFTER_SECONDS, (double)
                    facts.notAfter().getEpochSecond()));
            round.trace()
                    .say(
                            "Sertifikat: subjek " + facts.subject() + "; penerbit " + facts.issuer() + "; nama "
                                    + facts.names() + "; rantai " + facts.chainLength() + "; berlaku "
                                    + facts.notBefore() + " s.d. " + facts.notAfter(),
                            "Certificate: subject " + facts.subject() + "; issuer " + facts.issuer() + "; names "
                                    + facts.names() + "; chain of " + facts.chainLength() + "; valid from "
                                    + facts.notBefore() + " to " + facts.notAfter());
        }

        void distrusted(CertificateProblem problem, boolean ends) throws StepFailure {
            round.trace()
                    .say(
                            "Sertifikat tidak tepercaya: " + problem.indonesian(),
                            "Certificate not verified: " + problem.english());
            if (ends) {
                throw new StepFailure(Outcome.REFUSED, Cause.CERTIFICATE_NOT_VERIFIED, problem.english());
            }
            reason = new Reason(Cause.CERTIFICATE_NOT_VERIFIED, problem.english());
        }

        Verdict verdict(Outcome outcome, Reason reason) {
            TimestampQuality quality = roundTrips.isEmpty() ? TimestampQuality.NONE : TimestampQuality.USER;
            return new Verdict(outcome, reason, quality, false, roundTrips, measures);
        }
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        long start = environment.nanoClock().getAsLong();
        return switch (resolver.resolve(spec)) {
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
        return RoundTripStatistics.wholeMicros(time).toNanos() / 1e9;
    }

    private Verdict connected(InetAddress address, Findings findings) throws InterruptedException {
        try {
            TcpDial dial = new TcpDial(environment, spec.waitingTime(), settings);
            TcpDial.Answered answered = dial.connect(new InetSocketAddress(address, settings.port()));
            findings.took(Metric.CONNECT_SECONDS, answered.time(), "Tersambung", "Connected");
            findings.roundTrips.add(RoundTripStatistics.wholeMicros(answered.time()));
            answered.kernelRoundTrip()
                    .ifPresent(time -> findings.took(Metric.TCP_RTT_SECONDS, time, "RTT kernel", "Kernel RTT"));
            try (TcpConnection connection = answered.connection()) {
                talked(connection, findings);
            }
            return findings.verdict(Outcome.RESPONDED, findings.reason);
        } catch (StepFailure failure) {
            return findings.verdict(failure.outcome(), failure.reason());
        }
    }

    private void talked(TcpConnection connection, Findings findings) throws StepFailure, InterruptedException {
        if (settings.tls().isPresent()) {
            secured(connection, settings.tls().get(), findings);
        }
        if (settings.banner().isPresent()) {
            Duration time = connection.dialogue(settings.banner().get().send());
            findings.heard(time, "Jawaban sesuai", "Expected answer came");
        }
        findings.words.ifPresent(time -> findings.measures.add(Measure.of(Metric.BANNER_SECONDS, seconds(time))));
    }

    private void secured(TcpConnection connection, ProbeSettings.Tcp.Tls tls, Findings findings)
            throws StepFailure, InterruptedException {
        connection.open().ifPresent(time -> findings.heard(time, "STARTTLS diterima", "STARTTLS accepted"));
        ServedCertificate certificate = new ServedCertificate(environment.trust());
        String name = tls.serverName().orElse(spec.target());
        Duration time = connection.handshake(name, settings.port(), certificate);
        findings.took(Metric.TLS_SECONDS, time, "TLS terjalin", "TLS established");
        certificate.facts().ifPresent(findings::served);
        findings.measures.add(
                Measure.of(Metric.CERTIFICATE_VERIFIED, certificate.problem().isEmpty() ? 1 : 0));
        if (certificate.problem().isEmpty()) {
            findings.round.trace().say("Sertifikat tepercaya", "Certificate verified");
        } else {
            findings.distrusted(certificate.problem().get(), tls.requireVerified());
        }
    }

    @Override
    public void close() {
        // A connection lives as long as its round.
    }
}

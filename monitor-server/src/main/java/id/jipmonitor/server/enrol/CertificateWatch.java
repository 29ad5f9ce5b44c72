package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.tls.ExpiryRule;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long certificates still last, as {@code jip_certificate_left_seconds}, and a line in the log when one comes within 60, 30
 * and 7 days of its end. It concerns the server, the authority that has signed it, and each agent that has connected.
 */
public final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final TlsFiles files;
    private final AgentIdentities identities;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final ConcurrentMap<String, Instant> ends = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new HashMap<>();

    public CertificateWatch(TlsFiles files, AgentIdentities identities, MeterRegistry meters, InstantSource clock) {
        this.files = files;
        this.identities = identities;
        this.meters = meters;
        this.clock = clock;
    }

    /** Looks once; to be called again and again from one thread. */
    public void look() {
        seen("server", TlsContexts.certificateOf(files).getNotAfter().toInstant());
        seen("authority", TlsContexts.issuerOf(files).getNotAfter().toInstant());
        identities.certificateEnds().forEach((agent, end) -> seen("agent " + agent, end));
    }

    /** When each certificate ends that was seen: {@code server}, {@code authority}, {@code agent ID}. */
    public Map<String, Instant> ends() {
        return Map.copyOf(ends);
    }

    private void seen(String subject, Instant end) {
        if (ends.put(subject, end) == null) {
            Gauge.builder("jip.certificate.left.seconds", ends, all -> left(all.getOrDefault(subject, end)))
                    .description("Until the certificate ends")
                    .tag("subject", subject)
                    .register(meters);
        }
        OptionalInt mark = ExpiryRule.mark(end, clock.instant());
        if (mark.isEmpty()) {
            told.remove(subject);
        } else if (!Integer.valueOf(mark.getAsInt()).equals(told.put(subject, mark.getAsInt()))) {
            LOG.warn(
                    "the certificate of {} {} at {}; renewal should have replaced it: see the log of that end",
                    subject,
                    mark.getAsInt() == 0 ? "has ended" : "ends within " + mark.getAsInt() + " days,",
                    end);
        }
    }

    private double left(Instant end) {
        return Duration.between(clock.instant(), end).toSeconds();
    }
}

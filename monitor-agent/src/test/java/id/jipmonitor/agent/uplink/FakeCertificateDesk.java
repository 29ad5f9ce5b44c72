package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Certificates as a test says: what is due is asked for once; what comes with a certificate is a new one. */
final class FakeCertificateDesk implements CertificateDesk {
    final List<RenewalAnswer> answers = new CopyOnWriteArrayList<>();
    final List<Authorities> authorities = new CopyOnWriteArrayList<>();
    volatile boolean lapsed;
    volatile Optional<RenewalRequest> due = Optional.empty();

    @Override
    public boolean lapsed(Instant now) {
        return lapsed;
    }

    @Override
    public Optional<RenewalRequest> due(Instant now) {
        Optional<RenewalRequest> request = due;
        due = Optional.empty();
        return request;
    }

    @Override
    public boolean renewed(RenewalAnswer answer) {
        answers.add(answer);
        boolean renewed = answer.problem().isEmpty();
        lapsed = lapsed && !renewed;
        return renewed;
    }

    @Override
    public void trusted(Authorities told) {
        authorities.add(told);
    }
}

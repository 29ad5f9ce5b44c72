package id.jipmonitor.server.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateRequest;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.server.ingest.TestPki;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revocation concerns what was issued before it, and nothing that comes after. */
class CertificateRegisterTest {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path directory;

    private final AtomicLong seconds = new AtomicLong();
    private StateDatabase state;
    private CertificateRegister register;
    private CertificateIssuer issuer;
    private AgentIdentities identities;

    @BeforeEach
    void open() throws Exception {
        state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, directory);
        register = new CertificateRegister(state.jdbi());
        issuer = new CertificateIssuer(new TestPki(directory).server(), directory.resolve("ca.key"));
        identities = new AgentIdentities(register, Optional.of(issuer), () -> NOW.plusSeconds(seconds.get()));
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void revocation_refusesWhatWasIssuedBefore_andTakesWhatIsEnrolledSince() {
        X509Certificate before = issued(NOW.minusSeconds(1));
        register.revoke(AGENT, "stolen", NOW);
        identities.reload();

        assertThat(identities.refusal(AGENT, before))
                .hasValueSatisfying(
                        reason -> assertThat(reason)
                                .isEqualTo(
                                        "certificate: expected one of agent-1 issued since it was revoked at 2026-11-24T00:00:00Z"
                                                + " (stolen). Found: one from before. Enrol the agent anew: jip server enrol agent-1"));
        assertThat(identities.refusal(new AgentId("b"), before)).isEmpty();

        X509Certificate since = issued(NOW.plusSeconds(1));
        identities.reload();
        assertThat(identities.refusal(AGENT, since)).isEmpty();
        assertThat(identities.refusal(AGENT, before)).isPresent();
        assertThat(register.revocations()).singleElement().matches(Revocation::restored);
    }

    @Test
    void revokedAgent_thatAsksBeforeTheServerHasNoticed_getsNothing() {
        X509Certificate before = issued(NOW.minusSeconds(1));
        register.revoke(AGENT, "stolen", NOW);
        seconds.set(1);

        RenewalAnswer answer =
                identities.renew(AGENT, before, CertificateRequest.create(AGENT).pem());

        assertThat(answer.certificate()).isEmpty();
        assertThat(answer.problem()).contains("(stolen). Found: one from before");
    }

    @Test
    void renewal_isServedOnceAMinute() {
        X509Certificate certificate = issued(NOW);
        String request = CertificateRequest.create(AGENT).pem();

        assertThat(identities.renew(AGENT, certificate, request).problem()).isEmpty();
        assertThat(identities.renew(AGENT, certificate, request).problem())
                .isEqualTo("renewal: expected at most one a minute. Found: more");
        seconds.set(61);
        assertThat(identities.renew(AGENT, certificate, request).problem()).isEmpty();
    }

    private X509Certificate issued(Instant at) {
        X509Certificate certificate =
                issuer.issue(AGENT, CertificateRequest.create(AGENT).pem(), at);
        register.issued(AGENT, certificate, CertificateRegister.Occasion.ENROLMENT, at);
        return certificate;
    }
}

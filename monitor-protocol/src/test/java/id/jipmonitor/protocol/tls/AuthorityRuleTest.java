package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.tls.AuthorityRule.Step;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityRuleTest {
    private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(90);
    private static final int LIFE = 3_653;
    private static final int KNOWN = 398 + 90;

    private final X509Certificate first = authority(0);

    @Test
    void authorityAlone_isFollowedInTime() {
        int announce = LIFE - 2 * KNOWN - 398;

        assertThat(step(List.of(first), announce - 1)).isEqualTo(Step.NONE);
        assertThat(step(List.of(first), announce)).isEqualTo(Step.ANNOUNCE);
    }

    @Test
    void nextAuthority_signsOnlyWhenEverybodyWhoMayComeKnowsIt() {
        List<X509Certificate> both = List.of(first, authority(2_300));

        assertThat(step(both, 2_300)).isEqualTo(Step.NONE);
        assertThat(step(both, 2_300 + KNOWN - 1)).isEqualTo(Step.NONE);
        assertThat(step(both, 2_300 + KNOWN)).isEqualTo(Step.SWITCH);
    }

    @Test
    void lastCertificateOfTheFormerAuthority_endsBeforeIt() {
        int lastSigned = LIFE - 2 * KNOWN - 398 + KNOWN;

        assertThat(lastSigned + KNOWN).isLessThanOrEqualTo(LIFE);
    }

    private Step step(List<X509Certificate> trusted, int day) {
        return AuthorityRule.step(first, trusted, GRACE, BEGIN.plus(Duration.ofDays(day)));
    }

    private static X509Certificate authority(int day) {
        return CertificateAuthority.create("Test", BEGIN.plus(Duration.ofDays(day)))
                .certificate();
    }
}

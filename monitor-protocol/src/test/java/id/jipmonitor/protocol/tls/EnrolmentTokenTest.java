package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnrolmentTokenTest {
    private static final AgentId AGENT = new AgentId("agent-1");
    private final CertificateAuthority authority = CertificateAuthority.create("Test", Instant.EPOCH);

    @Test
    void text_parsed_isTheToken() {
        EnrolmentToken token = EnrolmentToken.create(AGENT, authority.certificate());

        assertThat(EnrolmentToken.parse(" " + token.text() + "\n")).isEqualTo(token);
        assertThat(token.text()).hasSize("jip1:agent-1:".length() + 32 + 1 + 43);
    }

    @Test
    void twoTokens_ofOneAgent_differ() {
        assertThat(EnrolmentToken.create(AGENT, authority.certificate()).secret())
                .isNotEqualTo(
                        EnrolmentToken.create(AGENT, authority.certificate()).secret());
    }

    @Test
    void token_shown_tellsNoSecret() {
        EnrolmentToken token = EnrolmentToken.create(AGENT, authority.certificate());

        assertThat(token).hasToString("token of agent-1");
        assertThat(EnrolmentToken.hash(token.secret())).hasSize(64).doesNotContain(token.secret());
    }

    @Test
    void otherText_parsed_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> EnrolmentToken.parse("jip1:agent-1:hunter2"))
                .hasMessage("token: expected jip1:AGENT:SECRET:FINGERPRINT as `jip server enrol` prints it."
                        + " Found: 20 characters of another form");
    }
}

package id.jipmonitor.server.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import id.jipmonitor.server.enrol.TokenStatus.State;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with tokens. */
abstract class TokenTableContract {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03.456789Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("Test", NOW);

    @TempDir
    private Path directory;

    private StateDatabase database;
    private TokenTable tokens;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings(), directory);
        tokens = new TokenTable(database.jdbi());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void token_used_cannotBeUsedAgain() {
        EnrolmentToken token = added("used");

        assertThat(tokens.use(token.secret(), NOW.plusSeconds(1))).isTrue();
        assertThat(tokens.use(token.secret(), NOW.plusSeconds(2))).isFalse();
        assertThat(state(token, NOW)).isEqualTo(State.USED);
    }

    @Test
    void token_expired_cannotBeUsed() {
        EnrolmentToken token = added("expired");

        assertThat(state(token, NOW.plus(DAY).minusSeconds(1))).isEqualTo(State.OPEN);
        assertThat(state(token, NOW.plus(DAY))).isEqualTo(State.EXPIRED);
        assertThat(tokens.use(token.secret(), NOW.plus(DAY))).isFalse();
    }

    @Test
    void token_cancelled_cannotBeUsed() {
        EnrolmentToken token = added("cancelled");

        assertThat(tokens.cancel(token.agent(), NOW)).isTrue();
        assertThat(tokens.cancel(token.agent(), NOW)).isFalse();
        assertThat(tokens.use(token.secret(), NOW)).isFalse();
        assertThat(state(token, NOW)).isEqualTo(State.CANCELLED);
    }

    @Test
    void secondToken_ofAnAgent_cancelsTheFirst() {
        EnrolmentToken first = added("twice");
        EnrolmentToken second = added("twice");

        assertThat(tokens.use(first.secret(), NOW)).isFalse();
        assertThat(tokens.use(second.secret(), NOW)).isTrue();
        assertThat(tokens.list())
                .filteredOn(each -> each.agent().equals(first.agent()))
                .extracting(each -> each.state(NOW))
                .containsExactlyInAnyOrder(State.USED, State.CANCELLED);
    }

    @Test
    void token_thatNobodyMade_isNotFound() {
        assertThat(tokens.find("x".repeat(32))).isEmpty();
        assertThat(tokens.use("x".repeat(32), NOW)).isFalse();
    }

    private EnrolmentToken added(String agent) {
        EnrolmentToken token = EnrolmentToken.create(new AgentId(agent), AUTHORITY.certificate());
        tokens.add(token, NOW, DAY);
        return token;
    }

    private State state(EnrolmentToken token, Instant at) {
        return tokens.find(token.secret()).orElseThrow().state(at);
    }
}

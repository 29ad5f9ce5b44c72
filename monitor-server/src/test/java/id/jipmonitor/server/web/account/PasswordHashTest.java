package id.jipmonitor.server.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Passwords are kept as salted Argon2id. */
class PasswordHashTest {
    @Test
    void hash_ofOnePasswordTwice_differsAndBothMatch() {
        String first = PasswordHash.of("sandi-yang-panjang");
        String second = PasswordHash.of("sandi-yang-panjang");
        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(second);
        assertThat(PasswordHash.matches("sandi-yang-panjang", first)).isTrue();
        assertThat(PasswordHash.matches("sandi-yang-panjang", second)).isTrue();
        assertThat(PasswordHash.matches("sandi-yang-panjanG", first)).isFalse();
    }

    @Test
    void hash_withOtherNumbers_isCheckedWithThose() {
        String reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(PasswordHash.matches("password", reference)).isTrue();
        assertThat(PasswordHash.matches("Password", reference)).isFalse();
    }

    @Test
    void textThatIsNoHash_matchesNothing() {
        assertThat(PasswordHash.matches("", "")).isFalse();
        assertThat(PasswordHash.matches("x", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"))
                .isFalse();
    }

    @Test
    void secrets_neverShowInText() {
        Token token = Token.random();
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(token.formProof()).doesNotContain(token.value()).isNotEqualTo(token.hash());
    }
}

package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    @Test
    void reply_ofOneLine_hasCodeAndText() {
        assertThat(SmtpReply.first("220 mail.example.go.id ESMTP\r\n"))
                .contains(new SmtpReply(220, List.of("mail.example.go.id ESMTP"), 30));
    }

    @Test
    void reply_ofSeveralLines_endsWithTheOneWithoutHyphen() {
        String reply = "250-mail\r\n250-SIZE 1000\r\n250 STARTTLS\r\n";

        assertThat(SmtpReply.first(reply + "220 more"))
                .contains(new SmtpReply(250, List.of("mail", "SIZE 1000", "STARTTLS"), reply.length()));
    }

    @Test
    void reply_ofCodeAlone_isOne() {
        assertThat(SmtpReply.first("220\r\n")).contains(new SmtpReply(220, List.of(""), 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "220 mail", "250-mail\r\n", "250-mail\r\n250 STARTTLS"})
    void reply_notWhole_isNone(String heard) {
        assertThat(SmtpReply.first(heard)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "\r\n",
                "2200 mail\r\n",
                "199 mail\r\n",
                "250-mail\r\n251 STARTTLS\r\n",
                "22\r\n"
            })
    void words_thatAreNoReply_haveNoCode(String heard) {
        assertThat(SmtpReply.first(heard))
                .hasValueSatisfying(reply -> assertThat(reply.code()).isZero());
    }

    @Test
    void offers_extensionInAnyCase_isFoundButNotInTheGreeting() {
        SmtpReply reply = new SmtpReply(250, List.of("SIZE at your service", "starttls", "AUTH PLAIN LOGIN"), 1);

        assertThat(reply.offers("STARTTLS")).isTrue();
        assertThat(reply.offers("AUTH")).isTrue();
        assertThat(reply.offers("SIZE")).isFalse();
        assertThat(reply.offers("PLAIN")).isFalse();
    }
}

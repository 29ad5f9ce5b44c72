package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each word of the service, as it arrives; no socket. */
class SmtpOpeningTest {
    private static final String GREETING = "220 mail.example.go.id\r\n";
    private static final String EXTENSIONS = "250-mail.example.go.id\r\n250-PIPELINING\r\n250 STARTTLS\r\n";
    private static final String READY = "220 ready\r\n";

    private final SmtpOpening opening = new SmtpOpening();
    private final EmbeddedChannel channel = channel(opening, "10.35.100.2");

    private static EmbeddedChannel channel(SmtpOpening opening, String address) {
        return new EmbeddedChannel(opening) {
            @Override
            protected SocketAddress localAddress0() {
                return new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
            }
        };
    }

    private String answerTo(String words) {
        return answerTo(channel, words);
    }

    private static String answerTo(EmbeddedChannel channel, String words) {
        channel.writeInbound(Unpooled.copiedBuffer(words, StandardCharsets.ISO_8859_1));
        ByteBuf said = channel.readOutbound();
        if (said == null) {
            return "";
        }
        try {
            return said.toString(StandardCharsets.ISO_8859_1);
        } finally {
            said.release();
        }
    }

    private StepFailure failure() {
        assertThat(opening.agreed()).isCompletedExceptionally();
        return (StepFailure) opening.agreed().exceptionNow();
    }

    private void expectFailure(Cause cause, String detail) {
        assertThat(failure().reason().cause()).isEqualTo(cause);
        assertThat(failure().reason().detail()).isEqualTo(detail);
    }

    @Test
    void dialogue_asInRfc3207_agrees() {
        assertThat(answerTo(GREETING)).isEqualTo("EHLO [10.35.100.2]\r\n");
        assertThat(answerTo(EXTENSIONS)).isEqualTo("STARTTLS\r\n");
        assertThat(opening.agreed()).isNotDone();
        assertThat(answerTo(READY)).isEmpty();
        assertThat(opening.agreed()).isCompleted();
        assertThat(opening.intrusion()).isEmpty();
    }

    @Test
    void dialogue_byteByByte_agrees() {
        StringBuilder said = new StringBuilder();
        (GREETING + EXTENSIONS + READY).chars().forEach(each -> said.append(answerTo(String.valueOf((char) each))));

        assertThat(said).hasToString("EHLO [10.35.100.2]\r\nSTARTTLS\r\n");
        assertThat(opening.agreed()).isCompleted();
    }

    @Test
    void ownAddress_ofIpv6_isALiteral() {
        assertThat(answerTo(channel(new SmtpOpening(), "fd00::2"), GREETING))
                .isEqualTo("EHLO [IPv6:fd00:0:0:0:0:0:0:2]\r\n");
    }

    @Test
    void greeting_another_isMismatch() {
        assertThat(answerTo("554 go away\r\n")).isEmpty();
        expectFailure(Cause.BANNER_MISMATCH, "expected SMTP greeting 220. Found: \"554 go away\"");
    }

    @Test
    void ehlo_refused_isMismatch() {
        answerTo(GREETING);
        assertThat(answerTo("502 unknown\r\n")).isEmpty();
        expectFailure(Cause.BANNER_MISMATCH, "expected reply to EHLO 250. Found: \"502 unknown\"");
    }

    @Test
    void startTls_notOffered_isTlsFailed() {
        answerTo(GREETING);
        assertThat(answerTo("250-mail\r\n250 SIZE\r\n")).isEmpty();
        expectFailure(Cause.TLS_FAILED, "expected STARTTLS among the extensions. Found: \"250-mail 250 SIZE\"");
    }

    @Test
    void startTls_refused_isTlsFailed() {
        answerTo(GREETING);
        answerTo(EXTENSIONS);
        answerTo("454 TLS not available\r\n");
        expectFailure(Cause.TLS_FAILED, "expected reply to STARTTLS 220. Found: \"454 TLS not available\"");
    }

    @Test
    void words_behindTheLastReply_areRefused() {
        answerTo(GREETING);
        answerTo(EXTENSIONS);
        answerTo(READY + "250 injected\r\n");
        expectFailure(
                Cause.TLS_FAILED,
                "expected nothing in the clear behind the reply to STARTTLS. Found: \"250 injected\"");
    }

    @Test
    void words_afterTheAgreement_areAnIntrusion() {
        answerTo(GREETING);
        answerTo(EXTENSIONS);
        answerTo(READY);
        assertThat(answerTo("250 injected\r\n")).isEmpty();
        assertThat(opening.intrusion())
                .hasValueSatisfying(each -> assertThat(each.reason().detail())
                        .isEqualTo(
                                "expected nothing in the clear behind the reply to STARTTLS. Found: \"250 injected\""));
    }

    @Test
    void reply_toWhatWasNotYetAsked_isRefused() {
        assertThat(answerTo(GREETING + EXTENSIONS)).isEmpty();
        assertThat(failure().reason().cause()).isEqualTo(Cause.BANNER_MISMATCH);
    }

    @Test
    void words_afterAFailure_areNotAnswered() {
        answerTo("554 go away\r\n");

        assertThat(answerTo(GREETING)).isEmpty();
    }

    @Test
    void greeting_thatNeverEnds_isRefusedAfter4096Bytes() {
        answerTo("220-" + "x".repeat(4_091));
        assertThat(opening.agreed()).isNotDone();
        answerTo("x");
        assertThat(failure().reason().cause()).isEqualTo(Cause.BANNER_MISMATCH);
        assertThat(failure().reason().detail())
                .startsWith("expected the end of the SMTP greeting in the first 4096 bytes. Found: \"220-xxx");
    }

    @Test
    void replies_together_haveAtMost4096Bytes() {
        answerTo("220 " + "x".repeat(2_000) + "\r\n");
        answerTo("250-" + "x".repeat(2_200));
        assertThat(failure().reason().detail())
                .startsWith("expected the end of the reply to EHLO in the first 4096 bytes. Found: \"250-xxx");
    }

    @Test
    void channel_closed_failsWithWhatWasAwaited() {
        answerTo(GREETING);
        var _ = channel.close();

        assertThat(opening.agreed().exceptionNow()).isInstanceOf(ClosedChannelException.class);
        assertThat(opening.awaited()).isEqualTo("reply to EHLO");
    }
}

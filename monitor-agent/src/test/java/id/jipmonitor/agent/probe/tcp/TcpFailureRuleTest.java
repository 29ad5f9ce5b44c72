package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Whose failure is it: the target's, the way's, or this host's. */
class TcpFailureRuleTest {
    private static String of(StepFailure failure) {
        return failure.outcome() + " " + failure.reason().cause();
    }

    private static String ofConnect(Throwable failure) {
        return of(TcpFailureRule.ofConnect(failure, false));
    }

    private static String ofDialogue(Throwable failure) {
        return of(TcpFailureRule.ofDialogue(failure, "SMTP greeting"));
    }

    @Test
    void connect_eachFailure_hasItsOwnOutcome() {
        assertThat(of(TcpFailureRule.ofConnect(new ConnectException("connection timed out"), true)))
                .isEqualTo("UNREACHABLE TIMEOUT");
        assertThat(ofConnect(new ConnectException("finishConnect(..) failed: Connection refused")))
                .isEqualTo("REFUSED CONNECTION_REFUSED");
        assertThat(ofConnect(new NoRouteToHostException("finishConnect(..) failed: No route to host")))
                .isEqualTo("UNREACHABLE NO_ROUTE");
        assertThat(ofConnect(new IOException("finishConnect(..) failed: Connection reset by peer")))
                .isEqualTo("REFUSED CONNECTION_RESET");
    }

    @Test
    void connect_thisHostHasNoRoute_isBlind() {
        assertThat(ofConnect(new ConnectException("connect(..) failed: Network is unreachable")))
                .isEqualTo("BLIND SOCKET_ERROR");
    }

    @Test
    void connect_tooManyOpenFiles_isBlindWithTheWords() {
        StepFailure failure = TcpFailureRule.ofConnect(
                new IllegalStateException("Unable to create Channel", new IOException("Too many open files")), false);

        assertThat(failure.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(failure.reason().detail()).isEqualTo("IOException: Too many open files");
    }

    @Test
    void connect_notUnderstood_isBlindNeverUnreachable() {
        assertThat(ofConnect(new IllegalArgumentException("?"))).isEqualTo("BLIND SOCKET_ERROR");
    }

    @Test
    void afterConnect_nothing_isUnreachable() {
        assertThat(of(TcpFailureRule.ofTls(new TimeoutException()))).isEqualTo("REFUSED TIMEOUT");
        assertThat(of(TcpFailureRule.ofTls(new SSLException("bad record")))).isEqualTo("REFUSED TLS_FAILED");
        assertThat(of(TcpFailureRule.ofTls(new ClosedChannelException()))).isEqualTo("REFUSED CONNECTION_RESET");
        assertThat(ofDialogue(new TimeoutException())).isEqualTo("REFUSED TIMEOUT");
        assertThat(ofDialogue(new IOException("recvAddress(..) failed: Connection reset by peer")))
                .isEqualTo("REFUSED CONNECTION_RESET");
        assertThat(ofDialogue(new IOException("?"))).isEqualTo("BLIND SOCKET_ERROR");
    }

    @Test
    void tls_wrapsThatTheSocketWasClosed_isReset() {
        SSLException wrapped = new SSLException(
                "failure when writing TLS control frames", new IOException("writeAddress(..) failed: Broken pipe"));

        assertThat(of(TcpFailureRule.ofTls(wrapped))).isEqualTo("REFUSED CONNECTION_RESET");
    }

    @Test
    void dialogue_cutOff_saysWhatWasAwaited() {
        assertThat(TcpFailureRule.ofDialogue(new TimeoutException(), "SMTP greeting")
                        .reason()
                        .detail())
                .isEqualTo("no SMTP greeting in time");
        assertThat(TcpFailureRule.ofDialogue(new ClosedChannelException(), "reply to EHLO")
                        .reason()
                        .detail())
                .isEqualTo("closed before the reply to EHLO");
    }
}

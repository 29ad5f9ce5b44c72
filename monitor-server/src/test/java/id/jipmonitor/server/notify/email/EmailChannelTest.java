package id.jipmonitor.server.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.server.notify.Channel;
import id.jipmonitor.server.notify.ChannelContract;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest extends ChannelContract {
    private final List<AutoCloseable> started = new ArrayList<>();
    private GreenMail mail;

    @BeforeEach
    void start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    @AfterEach
    void stop() throws Exception {
        mail.stop();
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    @Override
    protected Channel channelTo(Peer peer) {
        int port = switch (peer) {
            case TAKES_IT -> mail.getSmtp().getPort();
            case FAILS_FOR_NOW -> relayThatAnswers("451 4.3.0 try again later");
            case REFUSES_FOR_GOOD -> relayThatAnswers("550 5.1.1 no such mailbox");
            case IS_AWAY -> closedPort();
        };
        return channel(port, EmailSettings.Security.NONE);
    }

    private static Channel channel(int port, EmailSettings.Security security) {
        return new EmailChannel(new EmailSettings(
                new HostPort("127.0.0.1", port),
                security,
                Optional.empty(),
                "JIP Monitor <jip@diskominfo.example>",
                Duration.ofSeconds(5)));
    }

    /** A relay that greets, takes the sender, and answers the recipient with one reply. */
    private int relayThatAnswers(String reply) {
        try {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            started.add(socket);
            Thread.ofVirtual().start(() -> serve(socket, reply));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket socket, String reply) {
        try (Socket peer = socket.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII))) {
            say(peer, "220 relay");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(peer, line.startsWith("RCPT") ? reply : "250 ok");
            }
        } catch (IOException e) {
            // The channel hangs up when it has its answer; nobody is left to tell.
        }
    }

    private static void say(Socket peer, String line) throws IOException {
        peer.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String type() {
        return "email";
    }

    @Override
    protected String address() {
        return "noc@diskominfo.example";
    }

    @Override
    protected String badAddress() {
        return "noc at diskominfo";
    }

    @Override
    protected List<String> arrived() {
        return Arrays.stream(mail.getReceivedMessages())
                .map(EmailChannelTest::subject)
                .toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void mail_sentTwice_keepsItsMessageId() throws MessagingException {
        try (Channel channel = channelTo(Peer.TAKES_IT)) {
            channel.send(notice("a"));
            channel.send(notice("a"));
        }
        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getMessageID())
                .isEqualTo("<key-97@diskominfo.example>")
                .isEqualTo(received[1].getMessageID());
        assertThat(received[0].getHeader("References")).containsExactly("<thread@diskominfo.example>");
    }

    @Test
    void starttlsRequired_relayWithoutIt_sendsNothingInClear() {
        try (Channel channel = channel(mail.getSmtp().getPort(), EmailSettings.Security.STARTTLS)) {
            assertThat(channel.send(notice("secret")))
                    .isInstanceOf(id.jipmonitor.server.notify.Receipt.Recoverable.class);
        }
        assertThat(arrived()).isEmpty();
    }
}

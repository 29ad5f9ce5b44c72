package id.jipmonitor.lab.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MailSinkTest {
    @Test
    void mails_sent_arriveOnceInOrderWithTheirText() throws MessagingException {
        List<Mail> seen = new CopyOnWriteArrayList<>();
        try (MailSink sink = MailSink.start(seen::add)) {
            send(sink.port(), "Tautan putus", "Segera diperiksa.");
            send(sink.port(), "Tautan pulih", "Selesai.");
            await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 2);
            assertThat(seen)
                    .containsExactly(
                            new Mail("noc@example.invalid", "Tautan putus", "Segera diperiksa."),
                            new Mail("noc@example.invalid", "Tautan pulih", "Selesai."));
            assertThat(sink.mails()).isEqualTo(seen);
        }
    }

    private static void send(int port, String subject, String text) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("monitor@example.invalid"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("noc@example.invalid"));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }
}

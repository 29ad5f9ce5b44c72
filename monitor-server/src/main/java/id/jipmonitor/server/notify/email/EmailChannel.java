package id.jipmonitor.server.notify.email;

import id.jipmonitor.server.notify.Channel;
import id.jipmonitor.server.notify.Notice;
import id.jipmonitor.server.notify.Receipt;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Mail through a relay (RFC 5321). A reply of 5yz is permanent, everything else that fails may be tried again; a login
 * that the relay refuses is tried again too, since a person can mend it.
 */
public final class EmailChannel implements Channel {
    private final EmailSettings settings;
    private final Session session;

    public EmailChannel(EmailSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(EmailSettings settings) {
        Properties properties = new Properties();
        String timeout = Long.toString(settings.timeout().toMillis());
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Receipt send(Notice notice) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(notice);
            transport.connect(
                    settings.relay().host(),
                    settings.relay().port(),
                    settings.login().map(EmailSettings.Login::username).orElse(null),
                    settings.login().map(login -> login.password().reveal()).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
            return new Receipt.Delivered(message.getMessageID());
        } catch (AddressException e) {
            return new Receipt.Permanent("address: " + e.getMessage());
        } catch (AuthenticationFailedException e) {
            return new Receipt.Recoverable("the relay refused the login of " + settings.relay());
        } catch (MessagingException e) {
            return failed(e);
        }
    }

    private static Receipt failed(MessagingException failure) {
        int code = replyCode(failure);
        String answer = oneLine(failure);
        return code >= 500 ? new Receipt.Permanent(answer) : new Receipt.Recoverable(answer);
    }

    private static int replyCode(MessagingException failure) {
        int code = switch (failure) {
            case SMTPSendFailedException refused -> refused.getReturnCode();
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            default -> 0;
        };
        Exception next = failure.getNextException();
        return code < 500 && failure instanceof SendFailedException && next instanceof MessagingException deeper
                ? replyCode(deeper)
                : code;
    }

    private static String oneLine(MessagingException failure) {
        Exception next = failure.getNextException();
        String text = failure.getMessage() + (next == null ? "" : ": " + next.getMessage());
        return text.replaceAll("\\s+", " ").strip();
    }

    private MimeMessage message(Notice notice) throws MessagingException {
        MimeMessage message = new NamedMessage(session, id(notice.key()));
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipients(MimeMessage.RecipientType.TO, recipients(notice));
        message.setSubject(notice.subject(), StandardCharsets.UTF_8.name());
        message.setText(notice.text(), StandardCharsets.UTF_8.name());
        message.setHeader("References", id(notice.thread()));
        message.setHeader("Content-Language", notice.language().toLanguageTag());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static Address[] recipients(Notice notice) throws AddressException {
        return new Address[] {new InternetAddress(notice.destination().address(), true)};
    }

    private String id(String key) {
        String domain =
                settings.from().substring(settings.from().lastIndexOf('@') + 1).replace(">", "");
        return "<" + key + "@" + domain + ">";
    }

    @Override
    public Optional<String> refusal(String address) {
        try {
            new InternetAddress(address, true).validate();
            return Optional.empty();
        } catch (AddressException e) {
            return Optional.of("expected a mailbox such as name@example.go.id. Found: " + address);
        }
    }

    @Override
    public void close() {}

    /** A message that keeps the id it is given, so that a repeated attempt is the same mail (RFC 5322 section 3.6.4). */
    private static final class NamedMessage extends MimeMessage {
        private final String id;

        NamedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}

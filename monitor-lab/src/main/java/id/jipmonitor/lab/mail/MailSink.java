package id.jipmonitor.lab.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An SMTP server on loopback that accepts mail for anyone and hands each on once, in order of arrival. */
public final class MailSink implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long START_MILLIS = 10_000;

    private final GreenMail server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Consumer<Mail> arrival;
    private final Thread watcher;
    private volatile boolean open = true;

    private MailSink(GreenMail server, Consumer<Mail> arrival) {
        this.server = server;
        this.arrival = arrival;
        this.watcher = Thread.ofPlatform().name("lab-mail").daemon().unstarted(this::watch);
    }

    /** Listens on a free port of 127.0.0.1. */
    public static MailSink start(Consumer<Mail> arrival) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_MILLIS);
        MailSink sink = new MailSink(new GreenMail(setup), arrival);
        sink.server.start();
        sink.watcher.start();
        return sink;
    }

    /** The port that was free. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** All mails so far. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void watch() {
        while (open) {
            if (server.waitForIncomingEmail(LOOK_EVERY_MILLIS, mails.size() + 1)) {
                MimeMessage[] received = server.getReceivedMessages();
                for (int next = mails.size(); next < received.length; next++) {
                    take(received[next]);
                }
            }
        }
    }

    private void take(MimeMessage message) {
        Mail mail = read(message);
        mails.add(mail);
        arrival.accept(mail);
    }

    private static Mail read(MimeMessage message) {
        try {
            return new Mail(
                    String.valueOf(message.getHeader("To", ", ")),
                    String.valueOf(message.getSubject()),
                    text(message.getContent()).strip());
        } catch (MessagingException | IOException unreadable) {
            return new Mail("", "(unreadable mail)", unreadable.toString());
        }
    }

    private static String text(Object content) throws MessagingException, IOException {
        if (!(content instanceof Multipart parts)) {
            return String.valueOf(content);
        }
        for (int index = 0; index < parts.getCount(); index++) {
            BodyPart part = parts.getBodyPart(index);
            if (part.isMimeType("text/plain") || part.isMimeType("multipart/*")) {
                return text(part.getContent());
            }
        }
        return "";
    }

    @Override
    public void close() {
        open = false;
        server.stop();
    }
}

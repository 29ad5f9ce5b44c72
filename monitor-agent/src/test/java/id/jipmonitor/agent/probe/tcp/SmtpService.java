package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.agent.probe.tcp.LoopbackServers.Service;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * As much of an SMTP server as a probe meets.
 *
 * @param replies to the connection, to EHLO and to STARTTLS; after all three comes TLS, after fewer silence
 */
record SmtpService(SSLContext context, List<String> replies) implements Service {
    static final String GREETING = "220 mail.example ESMTP\r\n";
    static final String EXTENSIONS = "250-mail.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n";
    static final String READY = "220 2.0.0 Ready to start TLS\r\n";

    SmtpService {
        replies = List.copyOf(replies);
    }

    /** One that says what it should. */
    static SmtpService honest(SSLContext context) {
        return new SmtpService(context, List.of(GREETING, EXTENSIONS, READY));
    }

    @Override
    public void serve(Socket connection) throws IOException {
        converse(connection);
        if (replies.size() < 3) {
            LoopbackServers.silent(connection);
            return;
        }
        try (SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(connection, "", connection.getPort(), true)) {
            secured.setUseClientMode(false);
            while (!line(secured).isEmpty()) {
                say(secured, "250 mail.example, and in secret\r\n");
            }
        }
    }

    /** The replies, each but the first after a line of the client. */
    void converse(Socket connection) throws IOException {
        say(connection, replies.getFirst());
        for (int i = 1; i < replies.size(); i++) {
            line(connection);
            say(connection, replies.get(i));
        }
    }

    static void say(Socket connection, String words) throws IOException {
        connection.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    /** A line byte by byte, so that nothing of what follows is swallowed; empty at the end. */
    private static String line(Socket connection) throws IOException {
        StringBuilder line = new StringBuilder();
        int each = connection.getInputStream().read();
        while (each >= 0 && each != '\n') {
            line.append((char) each);
            each = connection.getInputStream().read();
        }
        return line.toString();
    }
}

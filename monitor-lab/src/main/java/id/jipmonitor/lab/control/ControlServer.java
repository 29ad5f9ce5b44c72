package id.jipmonitor.lab.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands. The words of a command are one line, parted by tabs; each line of the answer begins with
 * {@code |}, and the last is {@code =} and the exit code.
 */
public final class ControlServer implements AutoCloseable {
    static final String WORD_END = "\t";
    static final String TEXT = "|";
    static final String EXIT = "=";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int LONGEST_COMMAND = 8_192;

    private final ServerSocketChannel listener;
    private final Commands commands;

    /** What a command does. */
    public interface Commands {
        /** Runs a command, writes lines, returns the exit code. */
        int run(List<String> words, Consumer<String> lines);
    }

    private ControlServer(ServerSocketChannel listener, Commands commands) {
        this.listener = listener;
        this.commands = commands;
    }

    /** Listens on a socket file that must not exist yet. */
    public static ControlServer open(Path socket, Commands commands) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        ControlServer server = new ControlServer(listener, commands);
        Thread.ofVirtual().name("lab-control").start(server::accept);
        return server;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                LOG.debug("control: {}", closed.toString());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(
                        new OutputStreamWriter(Channels.newOutputStream(client), StandardCharsets.UTF_8), true)) {
            String command = line(in);
            int exit = commands.run(List.of(command.split(WORD_END, -1)), text -> out.println(TEXT + text));
            out.println(EXIT + exit);
        } catch (IOException gone) {
            LOG.debug("control: {}", gone.toString());
        }
    }

    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() >= LONGEST_COMMAND) {
                throw new IOException("command: expected at most " + LONGEST_COMMAND + " characters");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package id.jipmonitor.lab.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Sends one command to a running laboratory. */
public final class ControlClient {
    private ControlClient() {}

    /** The command's exit code; its lines go to the consumer as they come. */
    public static int run(Path socket, List<String> words, Consumer<String> lines) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            String command = String.join(ControlServer.WORD_END, words) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(ControlServer.EXIT)) {
                    return Integer.parseInt(line.substring(1));
                }
                lines.accept(line.substring(1));
            }
            throw new IOException("the laboratory ended before the command did");
        }
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * blackbox_exporter's TCP prober; as Prometheus would, this program asks it over HTTP, several targets at a time over
 * connections that stay open. It asks by the plainest client of the Java platform: the less it uses of the machine, the more
 * is left for the peer.
 */
final class BlackboxExporter implements Contender<ConnectTask>, AutoCloseable {
    private static final String PROGRAM = "prometheus-blackbox-exporter";
    private static final String MODULES = """
            modules:
              tcp:
                prober: tcp
                timeout: 5s
                tcp:
                  preferred_ip_protocol: ip4
            """;
    private static final int AT_ONCE = 16;
    private static final int MOST_MILLIS = 10_000;

    private final int port;
    private final Companion program;

    BlackboxExporter(Path directory) throws IOException, InterruptedException {
        System.setProperty("http.maxConnections", Integer.toString(AT_ONCE));
        port = freePort();
        Path configuration = Files.writeString(directory.resolve("blackbox.yml"), MODULES);
        List<String> command =
                List.of(PROGRAM, "--config.file=" + configuration, "--web.listen-address=127.0.0.1:" + port);
        program = Companion.start(
                command, port, directory.resolve("blackbox.out"), "as root: apt-get install " + PROGRAM);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String name() {
        return "blackbox";
    }

    @Override
    public OptionalLong program() {
        return OptionalLong.of(program.pid());
    }

    @Override
    public long run(ConnectTask task) throws IOException, InterruptedException {
        List<URI> questions = task.addresses().stream().map(this::question).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Long>> parts = new ArrayList<>();
            for (int part = 0; part < AT_ONCE; part++) {
                int first = part;
                parts.add(threads.submit(() -> ask(task, questions, first)));
            }
            long succeeded = 0;
            for (Future<Long> each : parts) {
                succeeded += each.get();
            }
            return succeeded;
        } catch (ExecutionException failure) {
            throw new IOException(PROGRAM + ": " + failure.getCause(), failure);
        }
    }

    private URI question(InetSocketAddress target) {
        return URI.create("http://127.0.0.1:" + port + "/probe?module=tcp&target="
                + target.getAddress().getHostAddress() + ":" + target.getPort());
    }

    private static long ask(ConnectTask task, List<URI> questions, int first) throws IOException {
        long succeeded = 0;
        for (int turn = 0; turn < task.times(); turn++) {
            for (int i = first; i < questions.size(); i += AT_ONCE) {
                succeeded += answer(questions.get(i)).contains("\nprobe_success 1\n") ? 1 : 0;
            }
        }
        return succeeded;
    }

    private static String answer(URI question) throws IOException {
        URLConnection connection = question.toURL().openConnection();
        connection.setConnectTimeout(MOST_MILLIS);
        connection.setReadTimeout(MOST_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}

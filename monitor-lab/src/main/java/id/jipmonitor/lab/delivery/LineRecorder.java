package id.jipmonitor.lab.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for InfluxDB once, to learn what the store writes there: it takes everything and keeps it. */
final class LineRecorder implements AutoCloseable {
    private static final Pattern PRECISION = Pattern.compile("(?:^|&)precision=([a-z]+)");
    private static final byte[] ONE_DATABASE = """
            {"results":[{"statement_id":0,"series":[{"name":"databases","columns":["name"],"values":[["jip"]]}]}]}
            """.getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

    /** A request. A class, not a record, because its bytes are no value to compare. */
    static final class Write {
        private final String precision;
        private final byte[] gzip;

        Write(String precision, byte[] gzip) {
            this.precision = precision;
            this.gzip = gzip;
        }

        String precision() {
            return precision;
        }

        byte[] gzip() {
            return gzip;
        }
    }

    LineRecorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(workers);
        server.createContext("/query", exchange -> answer(exchange, 200, ONE_DATABASE));
        server.createContext("/write", this::record);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** In the order in which they came. */
    List<Write> writes() {
        return List.copyOf(writes);
    }

    private void record(HttpExchange exchange) throws IOException {
        Matcher precision = PRECISION.matcher(exchange.getRequestURI().getRawQuery());
        byte[] body = exchange.getRequestBody().readAllBytes();
        writes.add(new Write(precision.find() ? precision.group(1) : "ns", body));
        answer(exchange, 204, new byte[0]);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}

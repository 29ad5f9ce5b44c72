package id.jipmonitor.agent.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.jipmonitor.protocol.settings.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that works when the site is cut off: whether the server is reached, what waits, what was lost. It reads and never
 * changes anything, so it asks nobody who they are; it belongs on the loopback address.
 */
public final class LocalPage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPage.class);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<AgentState> state;
    private final AgentMetrics metrics;
    private final Locale language;

    /**
     * Serves at once.
     *
     * @throws UncheckedIOException when the address cannot be listened on
     */
    public LocalPage(HostPort listen, Locale language, Supplier<AgentState> state) {
        this.state = state;
        this.language = language;
        this.metrics = new AgentMetrics(state);
        InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
        if (address.getAddress() != null && !address.getAddress().isLoopbackAddress()) {
            LOG.warn("page.listen {} is not a loopback address: everybody on that network can read the page", listen);
        }
        try {
            server = HttpServer.create(address, 16);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "page.listen: expected an address that is free. Found: " + listen + ", " + taken.getMessage(),
                    taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext("/metrics", this::metrics);
        server.start();
    }

    /** Where it is served, the port found when 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        metrics.close();
    }

    private void page(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            answer(exchange, 404, "text/plain", "not found\n");
            return;
        }
        answer(exchange, 200, "text/html", new StatePage(language(exchange)).html(state.get()));
    }

    private void metrics(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape());
    }

    private Locale language(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return switch (query == null ? "" : query) {
            case "lang=en" -> Locale.ENGLISH;
            case "lang=id" -> Locale.of("id");
            default -> language;
        };
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.sendResponseHeaders(405, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}

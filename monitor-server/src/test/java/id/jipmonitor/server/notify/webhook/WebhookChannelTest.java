package id.jipmonitor.server.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.server.notify.Channel;
import id.jipmonitor.server.notify.ChannelContract;
import id.jipmonitor.server.notify.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest extends ChannelContract {
    private final List<String> titles = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            titles.add(new JsonMapper()
                    .readTree(exchange.getRequestBody())
                    .get("title")
                    .asText());
            headers.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    protected Channel channelTo(Peer peer) {
        int port = server.getAddress().getPort();
        switch (peer) {
            case TAKES_IT -> status = 204;
            case FAILS_FOR_NOW -> status = 503;
            case REFUSES_FOR_GOOD -> status = 400;
            case IS_AWAY -> port = closedPort();
        }
        return new WebhookChannel(List.of(new WebhookSettings(
                "gateway",
                URI.create("http://127.0.0.1:" + port + "/hook"),
                Map.of("Authorization", Secret.of("Bearer token-1")),
                Optional.of(Secret.of("signing-key")),
                Duration.ofSeconds(5))));
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
        return "webhook";
    }

    @Override
    protected String address() {
        return "gateway";
    }

    @Override
    protected String badAddress() {
        return "gatewya";
    }

    @Override
    protected List<String> arrived() {
        return titles;
    }

    @Test
    void post_signingKeySet_carriesTheHmacOfTheBody() {
        try (Channel channel = channelTo(Peer.TAKES_IT)) {
            channel.send(notice("a"));
        }
        // printf '{"title":"a"}' | openssl dgst -sha256 -hmac signing-key
        assertThat(headers.getFirst().get("X-jip-signature"))
                .containsExactly("sha256=c6563e77c911a5afcfeea3a0137fe06d2be5ac5a5e4170cf36c3efd28bc206c4");
        assertThat(headers.getFirst().get("Authorization")).containsExactly("Bearer token-1");
        assertThat(headers.getFirst().get("Idempotency-key")).containsExactly("key-97");
    }

    @ParameterizedTest
    @CsvSource({
        "200,Delivered",
        "202,Delivered",
        "301,Permanent",
        "401,Permanent",
        "404,Permanent",
        "408,Recoverable",
        "410,Permanent",
        "425,Recoverable",
        "429,Recoverable",
        "500,Recoverable",
        "502,Recoverable"
    })
    void post_everyStatus_isJudgedAsTheTableSays(int answer, String receipt) {
        try (Channel channel = channelTo(Peer.TAKES_IT)) {
            status = answer;
            Receipt found = channel.send(notice("a"));
            assertThat(found.getClass().getSimpleName()).isEqualTo(receipt);
            assertThat(found.answer()).isEqualTo("HTTP " + answer);
        }
    }
}

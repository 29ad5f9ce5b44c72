package id.jipmonitor.server.notify.webhook;

import id.jipmonitor.server.notify.Channel;
import id.jipmonitor.server.notify.Notice;
import id.jipmonitor.server.notify.Receipt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HTTP POST of the notice's JSON. {@code Idempotency-Key} is the notice's key; {@code X-JIP-Signature} is
 * {@code sha256=} and the HMAC-SHA-256 (RFC 2104) of the body in hexadecimal when a signing key is set. 2xx is
 * delivered; 408, 425, 429 and 5xx may be tried again; every other status is permanent. Redirects are not followed.
 */
public final class WebhookChannel implements Channel {
    private final Map<String, WebhookSettings> byName;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public WebhookChannel(List<WebhookSettings> webhooks) {
        this.byName =
                webhooks.stream().collect(Collectors.toUnmodifiableMap(WebhookSettings::name, Function.identity()));
    }

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public Receipt send(Notice notice) {
        WebhookSettings webhook = byName.get(notice.destination().address());
        if (webhook == null) {
            return new Receipt.Permanent("no webhook of that name in server.yaml");
        }
        try {
            return judge(client.send(request(webhook, notice), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException e) {
            return new Receipt.Recoverable(webhook.name() + ": " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Recoverable("the server is stopping");
        }
    }

    private static Receipt judge(int status) {
        String answer = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Receipt.Delivered(answer);
        }
        return status >= 500 || status == 408 || status == 425 || status == 429
                ? new Receipt.Recoverable(answer)
                : new Receipt.Permanent(answer);
    }

    private static HttpRequest request(WebhookSettings webhook, Notice notice) {
        byte[] body = notice.json().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .timeout(webhook.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "jip-monitor")
                .header("Idempotency-Key", notice.key())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        webhook.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
        webhook.signingKey().ifPresent(key -> request.header("X-JIP-Signature", "sha256=" + sign(key.reveal(), body)));
        return request.build();
    }

    private static String sign(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    @Override
    public Optional<String> refusal(String address) {
        return byName.containsKey(address)
                ? Optional.empty()
                : Optional.of(
                        "expected one of " + byName.keySet().stream().sorted().toList() + ". Found: " + address);
    }

    @Override
    public void close() {
        client.close();
    }
}

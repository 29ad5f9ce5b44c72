package id.jipmonitor.server.notify.webhook;

import id.jipmonitor.protocol.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One place that notices are posted to.
 *
 * @param name by which receivers refer to it
 * @param url http or https
 * @param headers sent with each post; values may be secrets
 * @param signingKey for the HMAC-SHA-256 of the body, when wanted
 * @param timeout of one post, 1 s to 5 min
 */
public record WebhookSettings(
        String name, URI url, Map<String, Secret> headers, Optional<Secret> signingKey, Duration timeout) {
    public WebhookSettings {
        headers = Map.copyOf(headers);
    }
}

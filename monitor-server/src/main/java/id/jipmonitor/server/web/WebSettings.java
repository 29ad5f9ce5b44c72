package id.jipmonitor.server.web;

import java.net.URI;

/**
 * Where pages and API are served.
 *
 * @param host address to listen on
 * @param port TCP port; 0 takes a free one
 * @param publicUrl how browsers reach it, without a trailing slash; set-up and notice links begin with it
 * @param secureCookies whether cookies travel over HTTPS only; off only without a TLS proxy in front, as on loopback
 * @param openMetrics whether {@code /metrics} is served without a login, for a scraper on a trusted network
 */
public record WebSettings(String host, int port, URI publicUrl, boolean secureCookies, boolean openMetrics) {
    /** @throws IllegalArgumentException when the port is not a port or the public URL is not an http(s) address */
    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("web.port: expected 0 to 65535. Found: " + port);
        }
        String scheme = publicUrl.getScheme();
        if (publicUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "web.public_url: expected an address like https://monitor.example.go.id. Found: " + publicUrl);
        }
        if (publicUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException("web.public_url: expected no trailing slash. Found: " + publicUrl);
        }
    }
}

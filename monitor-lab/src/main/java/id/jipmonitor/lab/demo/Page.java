package id.jipmonitor.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server's page and API, used as a person with a browser would: set-up link, form, session cookie. */
final class Page implements AutoCloseable {
    private static final Pattern PROOF = Pattern.compile("name=\"proof\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern PROOF_AFTER = Pattern.compile("value=\"([^\"]+)\"[^>]*name=\"proof\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI root;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();

    Page(URI root) {
        this.root = root;
    }

    /** Whether the server answers at all. */
    boolean answers() {
        try {
            return get("/login").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Makes the first account through the one-time set-up link, which also signs in. */
    void setUp(String token, String name, String password) throws IOException {
        HttpResponse<String> form = get("/setup?token=" + token);
        Map<String, String> fields = Map.of(
                "token", token, "name", name, "password", password, "again", password, "proof", proof(form.body()));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(root.resolve("/setup"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
        if (answer.statusCode() != 303) {
            throw new LabException("set-up of the demo's login: expected 303. Found: " + answer.statusCode());
        }
    }

    /** A document of the API. */
    JsonNode api(String path) throws IOException {
        HttpResponse<String> answer = get("/api/v1/" + path);
        if (answer.statusCode() != 200) {
            throw new LabException("/api/v1/" + path + ": expected 200. Found: " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String proof(String html) {
        Matcher before = PROOF.matcher(html);
        Matcher after = PROOF_AFTER.matcher(html);
        if (before.find()) {
            return before.group(1);
        }
        if (after.find()) {
            return after.group(1);
        }
        throw new LabException("set-up page: expected its form. Found: "
                + html.lines().findFirst().orElse("nothing"));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.close();
    }
}

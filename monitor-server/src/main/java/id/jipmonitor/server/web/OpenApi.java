package id.jipmonitor.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API's description, written by hand as YAML and served in both spellings. */
final class OpenApi {
    private final String yaml = read();
    private final String json = Json.text(new Load(LoadSettings.builder().build()).loadFromString(yaml));

    void yaml(Context ctx) {
        ctx.contentType("application/yaml").result(yaml);
    }

    void json(Context ctx) {
        ctx.contentType("application/json").result(json);
    }

    private static String read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

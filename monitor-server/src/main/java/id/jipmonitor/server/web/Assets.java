package id.jipmonitor.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Scripts, styles and signs: a closed list read from the classpath at start, our own and those of WebJars. An address
 * carries a digest of the content, so a browser may keep it for ever and never sees an old one.
 */
final class Assets {
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String OURS = "/id/jipmonitor/server/web/assets/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final int DIGEST_CHARACTERS = 12;

    private static final List<Source> SOURCES = List.of(
            new Source("app.css", OURS + "app.css", STYLE),
            new Source("app.js", OURS + "app.js", SCRIPT),
            new Source("chart.js", OURS + "chart.js", SCRIPT),
            new Source("sign.svg", OURS + "sign.svg", "image/svg+xml"),
            new Source("htmx.js", WEBJARS + "htmx.org/2.0.8/dist/htmx.min.js", SCRIPT),
            new Source("sse.js", WEBJARS + "htmx-ext-sse/2.2.2/sse.js", SCRIPT),
            new Source("uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js", SCRIPT),
            new Source("uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css", STYLE));

    private final Map<String, Asset> byName = new TreeMap<>();

    Assets() {
        for (Source source : SOURCES) {
            byName.put(source.name, load(source));
        }
    }

    /** @throws NullPointerException for a name that is not in the list; every page is rendered in a test */
    String address(String name) {
        Asset asset = Objects.requireNonNull(byName.get(name), name);
        return "/assets/" + asset.digest + "/" + name;
    }

    void serve(Context ctx) {
        Asset asset = byName.get(ctx.pathParam("name"));
        if (asset == null || !asset.digest.equals(ctx.pathParam("digest"))) {
            throw new Problem(HttpStatus.NOT_FOUND, "problem.nothing-here");
        }
        ctx.header(Header.CACHE_CONTROL, "public, max-age=31536000, immutable");
        ctx.contentType(asset.type).result(asset.content.clone());
    }

    private static Asset load(Source source) {
        try (InputStream in = Assets.class.getResourceAsStream(source.path)) {
            byte[] content = Objects.requireNonNull(in, source.path).readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String shown = HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
            return new Asset(content, source.type, shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private record Source(String name, String path, String type) {}

    // A plain class, because a record with an array has no useful equality.
    private static final class Asset {
        private final byte[] content;
        private final String type;
        private final String digest;

        private Asset(byte[] content, String type, String digest) {
            this.content = content;
            this.type = type;
            this.digest = digest;
        }
    }
}

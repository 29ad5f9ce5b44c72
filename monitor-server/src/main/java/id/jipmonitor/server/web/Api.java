package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.web.NetworkView.LinkStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The same facts as the pages show, as JSON; described in openapi.yaml. */
final class Api {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int MOST_BUCKETS = 2_000;

    private final WebSources sources;
    private final InstantSource clock;

    Api(WebSources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    void overview(Context ctx) {
        Instant now = clock.instant();
        Inventory inventory = sources.inventory().get();
        Map<LinkId, LinkStatus> snapshot = sources.network().snapshot();
        Json.send(
                ctx,
                new ApiDocuments.Overview(
                        now.toString(),
                        inventory.links().values().stream()
                                .sorted(Comparator.comparing(Link::id))
                                .map(link -> ApiDocuments.status(
                                        link, snapshot.getOrDefault(link.id(), LinkStatus.unknown(now))))
                                .toList(),
                        sources.incidents().open().stream()
                                .map(ApiDocuments::incident)
                                .toList()));
    }

    void link(Context ctx) {
        Instant now = clock.instant();
        LinkReader reader = LinkReader.of(sources, ctx.pathParam("id"));
        Json.send(ctx, ApiDocuments.link(reader, reader.status(now), reader.uptime(now)));
    }

    void series(Context ctx) {
        LinkReader reader = LinkReader.of(sources, ctx.pathParam("id"));
        WatchedProbe probe = reader.probe(Optional.ofNullable(ctx.queryParam("probe")))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "problem.no-probe", ""));
        Range.Stretch stretch = stretch(ctx);
        Json.send(ctx, ApiDocuments.series(reader.link().id(), probe, stretch, reader.series(probe, stretch)));
    }

    void incidents(Context ctx) {
        Json.send(
                ctx,
                new ApiDocuments.Incidents(sources.incidents().recent(IncidentPages.MOST_LISTED).stream()
                        .map(ApiDocuments::incident)
                        .toList()));
    }

    void incident(Context ctx) {
        var incident = IncidentPages.find(sources, ctx.pathParam("id"));
        Json.send(ctx, ApiDocuments.record(incident, sources.incidents().entries(incident.id())));
    }

    private static Range.Stretch stretch(Context ctx) {
        Instant from = instant(ctx, "from");
        Instant to = instant(ctx, "to");
        Duration step = step(ctx);
        Duration length = Duration.between(from, to);
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new Problem(HttpStatus.BAD_REQUEST, "problem.stretch", from + " .. " + to);
        }
        if (Math.ceilDiv(length.toMillis(), step.toMillis()) > Math.min(MOST_BUCKETS, Query.MAX_BUCKETS)) {
            throw new Problem(HttpStatus.BAD_REQUEST, "problem.step", step.toString());
        }
        return new Range.Stretch(from, to, step);
    }

    private static Instant instant(Context ctx, String name) {
        String text = Optional.ofNullable(ctx.queryParam(name)).orElse("");
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
                throw new Problem(HttpStatus.BAD_REQUEST, "problem.instant", text);
            }
            return instant;
        } catch (DateTimeException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "problem.instant", name + "=" + text);
        }
    }

    private static Duration step(Context ctx) {
        String text = Optional.ofNullable(ctx.queryParam("step")).orElse("");
        try {
            Duration step = Duration.parse(text);
            if (step.compareTo(Duration.ofSeconds(1)) >= 0 && step.compareTo(LONGEST) <= 0) {
                return step;
            }
        } catch (DateTimeException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "problem.step", text);
        }
        throw new Problem(HttpStatus.BAD_REQUEST, "problem.step", text);
    }
}

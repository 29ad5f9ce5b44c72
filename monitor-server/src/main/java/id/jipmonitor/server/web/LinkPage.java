package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.web.LinkView.Choice;
import id.jipmonitor.server.web.LinkView.Figure;
import id.jipmonitor.server.web.LinkView.Row;
import id.jipmonitor.server.web.NetworkView.LinkStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** One link: its states, its round-trip time and loss, its uptime, its incidents. */
final class LinkPage {
    private static final Duration WITHOUT_PROBE = Duration.ofSeconds(10);

    private final Pages pages;
    private final WebSources sources;
    private final InstantSource clock;

    LinkPage(Pages pages, WebSources sources, InstantSource clock) {
        this.pages = pages;
        this.sources = sources;
        this.clock = clock;
    }

    void show(Context ctx) {
        LinkReader reader = LinkReader.of(sources, ctx.pathParam("id"));
        Range range = range(ctx);
        Optional<WatchedProbe> probe = reader.probe(Optional.ofNullable(ctx.queryParam("probe")));
        pages.render(ctx, "link.jte", view(ctx, reader, range, probe));
    }

    private LinkView view(Context ctx, LinkReader reader, Range range, Optional<WatchedProbe> probe) {
        Instant now = clock.instant();
        Words words = Visitor.of(ctx).words();
        Moments moments = new Moments(words, reader.zone());
        LinkStatus status = reader.status(now);
        Range.Stretch stretch = range.endingAt(
                now, probe.map(each -> each.spec().cadence().interval()).orElse(WITHOUT_PROBE));
        Timeline timeline = sources.network().timeline(reader.link().id(), stretch.from(), now);
        List<Bucket> buckets = probe.map(each -> reader.series(each, stretch)).orElse(List.of());
        return new LinkView(
                pages.frame(ctx, "overview"),
                reader.site().name(),
                reader.link().name(),
                reader.site().city(),
                status.state(),
                status.observedAt().isPresent() ? moments.at(status.since()) : Moments.NOTHING,
                moments.lasting(Duration.between(status.since(), now)),
                status.observedAt().map(moments::at).orElse(Moments.NOTHING),
                moments.percent(status.lossRatio()),
                moments.milliseconds(status.rttSeconds()),
                moments.zoneName(now),
                moments.zone().getId(),
                ranges(reader, range, probe, words),
                probes(reader, range, probe),
                Ribbon.of(timeline, moments, words),
                edges(stretch.from(), now, moments),
                probe.map(each -> seriesAddress(reader, each, stretch)).orElse(""),
                buckets.reversed().stream().map(each -> row(each, moments)).toList(),
                paths(reader, now, new PathViewer(words, moments)),
                uptime(reader.uptime(now), moments, words),
                incidents(reader, moments, words, now));
    }

    private static Range range(Context ctx) {
        String wanted = Optional.ofNullable(ctx.queryParam("range")).orElse(Range.SIX_HOURS.key());
        return Range.named(wanted).orElseThrow(() -> new Problem(HttpStatus.BAD_REQUEST, "problem.range", wanted));
    }

    private static List<Choice> ranges(LinkReader reader, Range current, Optional<WatchedProbe> probe, Words words) {
        return Arrays.stream(Range.values())
                .map(each ->
                        new Choice(address(reader, each, probe), words.say("range." + each.key()), each == current))
                .toList();
    }

    private static List<Choice> probes(LinkReader reader, Range range, Optional<WatchedProbe> current) {
        return reader.probes().stream()
                .map(each -> new Choice(
                        address(reader, range, Optional.of(each)),
                        each.spec().settings().typeName().toUpperCase(Locale.ROOT) + " · "
                                + each.spec().probe(),
                        current.filter(each::equals).isPresent()))
                .toList();
    }

    private static String address(LinkReader reader, Range range, Optional<WatchedProbe> probe) {
        String query = probe.map(each -> "&probe=" + each.spec().probe()).orElse("");
        return "/links/" + reader.link().id() + "?range=" + range.key() + query;
    }

    private static String seriesAddress(LinkReader reader, WatchedProbe probe, Range.Stretch stretch) {
        return "/api/v1/links/" + reader.link().id() + "/series?probe="
                + probe.spec().probe() + "&from=" + stretch.from() + "&to=" + stretch.to() + "&step=" + stretch.step();
    }

    private static List<String> edges(Instant from, Instant to, Moments moments) {
        Duration quarter = Duration.between(from, to).dividedBy(4);
        return List.of(
                moments.minute(from),
                moments.minute(from.plus(quarter)),
                moments.minute(from.plus(quarter.multipliedBy(2))),
                moments.minute(from.plus(quarter.multipliedBy(3))),
                moments.minute(to));
    }

    private static Row row(Bucket bucket, Moments moments) {
        Optional<Bucket.Distribution> rtt = bucket.rtt();
        return new Row(
                moments.minute(bucket.start()),
                bucket.rounds().values().stream().mapToLong(Long::longValue).sum(),
                bucket.rounds().getOrDefault(Outcome.BLIND, 0L),
                moments.percent(loss(bucket)),
                moments.milliseconds(seconds(rtt.map(Bucket.Distribution::min))),
                moments.milliseconds(seconds(rtt.map(Bucket.Distribution::median))),
                moments.milliseconds(seconds(rtt.map(Bucket.Distribution::max))));
    }

    /** Packets without an answer as a share of those sent; empty when none was sent. */
    static OptionalDouble loss(Bucket bucket) {
        return bucket.sent() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - (double) bucket.received() / bucket.sent());
    }

    private static OptionalDouble seconds(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static List<PathView> paths(LinkReader reader, Instant now, PathViewer viewer) {
        return reader.pathProbes().stream()
                .flatMap(probe -> viewer.view(probe, reader.paths(probe, now)).stream())
                .toList();
    }

    private static LinkView.UptimeView uptime(Uptime uptime, Moments moments, Words words) {
        Availability ledger = uptime.ledger();
        return new LinkView.UptimeView(
                moments.at(uptime.from()),
                shown(Uptime.percent(ledger.measured()), moments),
                shown(Uptime.percent(ledger.lower()), moments),
                shown(Uptime.percent(ledger.upper()), moments),
                shown(Uptime.percent(ledger.coverage()), moments),
                moments.percent(
                        uptime.targetPercent(),
                        Math.max(0, uptime.targetPercent().scale())),
                uptime.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                words.say("verdict." + uptime.verdict().name()),
                List.of(
                        new Figure(words.say("uptime.down"), moments.lasting(Duration.ofMillis(ledger.down()))),
                        new Figure(words.say("uptime.degraded"), moments.lasting(Duration.ofMillis(ledger.degraded()))),
                        new Figure(words.say("uptime.blind"), moments.lasting(Duration.ofMillis(ledger.blind()))),
                        new Figure(words.say("uptime.no-data"), moments.lasting(Duration.ofMillis(ledger.noData())))));
    }

    private static String shown(Optional<BigDecimal> percent, Moments moments) {
        return percent.map(each -> moments.percent(each, each.scale())).orElse(Moments.NOTHING);
    }

    private List<IncidentCard> incidents(LinkReader reader, Moments moments, Words words, Instant now) {
        Names names = new Names(words, reader.inventory());
        return reader.incidents().stream()
                .limit(20)
                .map(each -> IncidentCard.of(each, sources.incidents().entries(each.id()), names, moments, words, now))
                .toList();
    }
}

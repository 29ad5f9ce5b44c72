package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.Acknowledgement;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.inventory.Inventory;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operators' record: the list, one incident, and taking care of it. */
final class IncidentPages {
    static final int MOST_LISTED = 200;
    static final int LONGEST_COMMENT = 1_000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final Pages pages;
    private final WebSources sources;
    private final InstantSource clock;
    private final EventStream events;

    IncidentPages(Pages pages, WebSources sources, InstantSource clock, EventStream events) {
        this.pages = pages;
        this.sources = sources;
        this.clock = clock;
        this.events = events;
    }

    void list(Context ctx) {
        Frame page = pages.frame(ctx, "incidents");
        Telling telling = telling(ctx);
        List<IncidentCard> cards = sources.incidents().recent(MOST_LISTED).stream()
                .map(telling::card)
                .toList();
        pages.render(
                ctx,
                "incidents.jte",
                new ListView(
                        page,
                        cards.stream().filter(IncidentCard::open).toList(),
                        cards.stream().filter(card -> !card.open()).toList()));
    }

    void show(Context ctx) {
        render(ctx, find(sources, ctx.pathParam("id")), "");
    }

    void acknowledge(Context ctx) {
        Incident incident = find(sources, ctx.pathParam("id"));
        Visitor visitor = Visitor.of(ctx);
        if (!visitor.signedIn().mayAct()) {
            throw new Problem(HttpStatus.FORBIDDEN, "problem.role");
        }
        String comment =
                Optional.ofNullable(ctx.formParam("comment")).orElse("").strip();
        if (comment.isEmpty() || comment.length() > LONGEST_COMMENT) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            render(ctx, incident, visitor.words().say("incident.comment-wanted", LONGEST_COMMENT));
            return;
        }
        Acknowledgement taken = new Acknowledgement(visitor.signedIn().name(), comment, clock.instant());
        sources.incidents().acknowledge(incident.id(), taken);
        events.changed();
        ctx.redirect("/incidents/" + incident.id(), HttpStatus.SEE_OTHER);
    }

    /** @throws Problem 404 when there is no such incident */
    static Incident find(WebSources sources, String id) {
        return Optional.of(id)
                .filter(each -> ID.matcher(each).matches())
                .flatMap(each -> sources.incidents().find(new IncidentId(each)))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "problem.no-incident", id));
    }

    private void render(Context ctx, Incident incident, String message) {
        Telling telling = telling(ctx);
        List<Line> lines = sources.incidents().entries(incident.id()).stream()
                .map(telling::line)
                .toList();
        pages.render(
                ctx,
                "incident.jte",
                new View(
                        pages.frame(ctx, "incidents"),
                        telling.card(incident),
                        telling.moments.at(incident.declaredAt()),
                        incident.evidence().stream()
                                .map(telling.words::evidence)
                                .toList(),
                        lines,
                        message));
    }

    private Telling telling(Context ctx) {
        Inventory inventory = sources.inventory().get();
        Words words = Visitor.of(ctx).words();
        Moments moments = new Moments(words, OverviewPage.zone(inventory));
        return new Telling(sources.incidents(), words, moments, new Names(words, inventory), clock.instant());
    }

    /** Everything that turns an incident into text. */
    private record Telling(IncidentLog log, Words words, Moments moments, Names names, Instant now) {
        IncidentCard card(Incident incident) {
            return IncidentCard.of(incident, log.entries(incident.id()), names, moments, words, now);
        }

        Line line(LogEntry entry) {
            return new Line(
                    moments.at(entry.at()), words.say("entry." + entry.kind().name()), entry.author(), entry.comment());
        }
    }

    record ListView(Frame page, List<IncidentCard> open, List<IncidentCard> closed) {}

    record View(
            Frame page, IncidentCard card, String declared, List<String> evidence, List<Line> lines, String message) {}

    /** A line of the record. */
    record Line(String at, String what, String by, String comment) {}
}

package id.jipmonitor.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a visitor what went wrong: a page for people, problem+json (RFC 9457) for programs. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Pages pages;

    Problems(Pages pages) {
        this.pages = pages;
    }

    void register(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> show(ctx, problem));
        routes.exception(
                ContentTooLargeResponse.class,
                (e, ctx) -> show(ctx, new Problem(HttpStatus.CONTENT_TOO_LARGE, "problem.large")));
        routes.exception(HttpResponseException.class, (e, ctx) -> show(ctx, foreign(e)));
        routes.exception(Exception.class, this::unexpected);
    }

    /** What the library itself refuses, for instance an address that leads nowhere. */
    private static Problem foreign(HttpResponseException e) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        return new Problem(status, status == HttpStatus.NOT_FOUND ? "problem.nothing-here" : "problem.request");
    }

    /** Whatever a page throws is logged under a reference; the visitor sees the reference and nothing of the cause. */
    private void unexpected(Exception e, Context ctx) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("{} {} failed, reference {}", ctx.method(), ctx.path(), reference, e);
        show(ctx, new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "problem.ours", reference));
    }

    private void show(Context ctx, Problem problem) {
        ctx.status(problem.status());
        if (ctx.path().startsWith("/api/")) {
            Document document = new Document(
                    problem.status().getMessage(),
                    problem.status().getCode(),
                    problem.sentence(Words.ENGLISH),
                    ctx.path());
            Json.send(ctx, document).contentType("application/problem+json");
        } else {
            Visitor visitor = Visitor.of(ctx);
            pages.render(
                    ctx,
                    "problem.jte",
                    new View(
                            pages.frame(ctx, problem.status().getCode() + ""),
                            problem.status().getCode(),
                            problem.sentence(visitor.words())));
        }
    }

    record View(Frame page, int status, String sentence) {}

    /** RFC 9457 members; {@code type} is left out, which means about:blank. */
    private record Document(String title, int status, String detail, String instance) {}
}

package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Account;
import id.jipmonitor.server.web.account.Accounts;
import id.jipmonitor.server.web.account.Token;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Stands before every matched route: who is it, may they, and did the form come from one of our pages. */
final class Access {
    static final String PROOF_FIELD = "proof";

    private final Accounts accounts;
    private final Cookies cookies;

    Access(Accounts accounts, Cookies cookies) {
        this.accounts = accounts;
        this.cookies = cookies;
    }

    void check(Context ctx) {
        if (ctx.routeRoles().contains(Gate.BARE)) {
            return;
        }
        Visitor visitor = identify(ctx);
        visitor.enter(ctx);
        if (visitor.account().isEmpty() && !ctx.routeRoles().contains(Gate.OPEN)) {
            turnAway(ctx);
        } else if (ctx.method().equals(HandlerType.POST) && !proved(ctx, visitor)) {
            throw new Problem(HttpStatus.FORBIDDEN, "problem.form");
        }
    }

    private Visitor identify(Context ctx) {
        Words words = Words.of(Cookies.language(ctx));
        Optional<Token> session = Cookies.session(ctx);
        Optional<Account> account = session.flatMap(accounts::session);
        if (account.isPresent()) {
            return new Visitor(account, session, words);
        }
        return new Visitor(Optional.empty(), Optional.of(visit(ctx)), words);
    }

    private Token visit(Context ctx) {
        return Cookies.visit(ctx).orElseGet(() -> {
            Token fresh = Token.random();
            cookies.setVisit(ctx, fresh);
            return fresh;
        });
    }

    private static boolean proved(Context ctx, Visitor visitor) {
        String proof = ctx.formParam(PROOF_FIELD);
        return proof != null
                && visitor.cookie().filter(secret -> secret.provedBy(proof)).isPresent();
    }

    /** API and scripts get 401; a browser goes to the login and comes back to the page that it wanted. */
    private static void turnAway(Context ctx) {
        boolean page = ctx.method().equals(HandlerType.GET) && !ctx.path().startsWith("/api/");
        if (!page || ctx.header("HX-Request") != null) {
            ctx.header("HX-Refresh", "true");
            throw new Problem(HttpStatus.UNAUTHORIZED, "problem.login");
        }
        ctx.header(Header.CACHE_CONTROL, "no-store");
        ctx.redirect("/login?next=" + URLEncoder.encode(wanted(ctx), StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
        ctx.skipRemainingHandlers();
    }

    private static String wanted(Context ctx) {
        String query = ctx.queryString();
        return query == null ? ctx.path() : ctx.path() + "?" + query;
    }
}

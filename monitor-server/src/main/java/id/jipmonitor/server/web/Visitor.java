package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Account;
import id.jipmonitor.server.web.account.Token;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param account empty before login
 * @param cookie the secret that forms are bound to: the session's, or a visit's before login; empty when the request
 *     met no route, so that its answer has no forms
 */
record Visitor(Optional<Account> account, Optional<Token> cookie, Words words) {
    private static final String ATTRIBUTE = "visitor";

    /** The visitor of a request; one nobody knows when the request met no route. */
    static Visitor of(Context ctx) {
        Visitor known = ctx.attribute(ATTRIBUTE);
        return known != null ? known : new Visitor(Optional.empty(), Optional.empty(), Words.of(Cookies.language(ctx)));
    }

    void enter(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** @throws IllegalStateException on a route that lets strangers in */
    Account signedIn() {
        return account.orElseThrow(() -> new IllegalStateException("this route expects a login"));
    }
}

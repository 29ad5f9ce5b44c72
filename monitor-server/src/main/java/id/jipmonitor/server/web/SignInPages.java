package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Accounts;
import id.jipmonitor.server.web.account.SignIn;
import id.jipmonitor.server.web.account.Token;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Login, logout, the first administrator's set-up, and the language switch. */
final class SignInPages {
    private static final ZoneId LOGIN_ZONE = ZoneId.of("Asia/Jakarta");
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,500}");

    private final Pages pages;
    private final Accounts accounts;
    private final Cookies cookies;

    SignInPages(Pages pages, Accounts accounts, Cookies cookies) {
        this.pages = pages;
        this.accounts = accounts;
        this.cookies = cookies;
    }

    void loginForm(Context ctx) {
        showLogin(ctx, "", "");
    }

    void login(Context ctx) {
        String name = field(ctx, "name");
        switch (accounts.signIn(name, field(ctx, "password"), ctx.ip())) {
            case SignIn.Accepted accepted -> {
                cookies.setSession(ctx, accepted.session(), Accounts.SESSION_LIFE);
                ctx.redirect(ownPath(field(ctx, "next")), HttpStatus.SEE_OTHER);
            }
            case SignIn.Refused() -> {
                ctx.status(HttpStatus.UNAUTHORIZED);
                showLogin(ctx, name, Visitor.of(ctx).words().say("login.refused"));
            }
            case SignIn.Locked locked -> showLocked(ctx, name, locked);
        }
    }

    void logout(Context ctx) {
        Cookies.session(ctx).ifPresent(accounts::signOut);
        cookies.endSession(ctx);
        ctx.header("Clear-Site-Data", "\"cache\"");
        ctx.redirect("/login", HttpStatus.SEE_OTHER);
    }

    void language(Context ctx) {
        String language = field(ctx, "language");
        if (!Words.LANGUAGES.contains(language)) {
            throw new Problem(HttpStatus.BAD_REQUEST, "problem.language", language);
        }
        cookies.setLanguage(ctx, language);
        ctx.redirect(ownPath(field(ctx, "next")), HttpStatus.SEE_OTHER);
    }

    void setupForm(Context ctx) {
        String token = Optional.ofNullable(ctx.queryParam("token")).orElse("");
        if (!accounts.setupOpen(new Token(token))) {
            throw new Problem(HttpStatus.GONE, "setup.gone");
        }
        showSetup(ctx, token, "", "");
    }

    void setup(Context ctx) {
        String token = field(ctx, "token");
        String name = field(ctx, "name");
        if (!field(ctx, "password").equals(field(ctx, "again"))) {
            refuseSetup(ctx, token, name, "setup.differ");
            return;
        }
        switch (accounts.setUp(new Token(token), name, field(ctx, "password"))) {
            case CREATED -> login(ctx);
            case BAD_NAME -> refuseSetup(ctx, token, name, "setup.bad-name");
            case BAD_PASSWORD -> refuseSetup(ctx, token, name, "setup.bad-password");
            case NAME_TAKEN, BAD_LINK -> throw new Problem(HttpStatus.GONE, "setup.gone");
        }
    }

    private void showLocked(Context ctx, String name, SignIn.Locked locked) {
        Words words = Visitor.of(ctx).words();
        ctx.status(HttpStatus.TOO_MANY_REQUESTS);
        ctx.header(Header.RETRY_AFTER, Long.toString(accounts.secondsUntil(locked.until())));
        showLogin(ctx, name, words.say("login.locked", new Moments(words, LOGIN_ZONE).at(locked.until())));
    }

    private void showLogin(Context ctx, String name, String message) {
        String next = Optional.ofNullable(ctx.formParam("next"))
                .or(() -> Optional.ofNullable(ctx.queryParam("next")))
                .orElse("/");
        pages.render(ctx, "login.jte", new LoginView(pages.frame(ctx, "login"), name, ownPath(next), message));
    }

    private void refuseSetup(Context ctx, String token, String name, String key) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        showSetup(ctx, token, name, Visitor.of(ctx).words().say(key));
    }

    private void showSetup(Context ctx, String token, String name, String message) {
        pages.render(ctx, "setup.jte", new SetupView(pages.frame(ctx, "setup"), token, name, message));
    }

    /** A path of this server, or the overview: a link must not lead a visitor who signs in to somebody else. */
    static String ownPath(String wanted) {
        return OWN_PATH.matcher(wanted).matches() ? wanted : "/";
    }

    private static String field(Context ctx, String name) {
        return Optional.ofNullable(ctx.formParam(name)).orElse("");
    }

    record LoginView(Frame page, String name, String next, String message) {}

    record SetupView(Frame page, String token, String name, String message) {}
}

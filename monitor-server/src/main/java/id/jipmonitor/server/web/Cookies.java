package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Token;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The three cookies: session, visit (before login) and language; all HttpOnly and SameSite=Strict. */
final class Cookies {
    private static final String SESSION = "jip_session";
    private static final String VISIT = "jip_visit";
    private static final String LANGUAGE = "jip_language";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration LANGUAGE_LIFE = Duration.ofDays(365);
    private static final int UNTIL_BROWSER_CLOSES = -1;

    private final boolean secure;

    Cookies(boolean secure) {
        this.secure = secure;
    }

    static Optional<Token> session(Context ctx) {
        return token(ctx, SESSION);
    }

    static Optional<Token> visit(Context ctx) {
        return token(ctx, VISIT);
    }

    static String language(Context ctx) {
        return Optional.ofNullable(ctx.cookie(LANGUAGE)).orElse("");
    }

    void setSession(Context ctx, Token session, Duration life) {
        set(ctx, SESSION, session.value(), Math.toIntExact(life.toSeconds()));
    }

    void endSession(Context ctx) {
        set(ctx, SESSION, "", 0);
    }

    void setVisit(Context ctx, Token visit) {
        set(ctx, VISIT, visit.value(), UNTIL_BROWSER_CLOSES);
    }

    void setLanguage(Context ctx, String language) {
        set(ctx, LANGUAGE, language, Math.toIntExact(LANGUAGE_LIFE.toSeconds()));
    }

    private static Optional<Token> token(Context ctx, String name) {
        return Optional.ofNullable(ctx.cookie(name))
                .filter(value -> TOKEN.matcher(value).matches())
                .map(Token::new);
    }

    private void set(Context ctx, String name, String value, int maxAge) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(maxAge);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setSameSite(SameSite.STRICT);
        ctx.cookie(cookie);
    }
}

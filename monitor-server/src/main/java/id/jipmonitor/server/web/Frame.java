package id.jipmonitor.server.web;

import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.web.account.Token;
import java.util.Locale;

/**
 * What every page has around its content.
 *
 * @param section which entry of the navigation is current
 * @param here where the language switch returns to
 */
record Frame(Visitor visitor, Assets assets, String section, String here) {
    String say(String key, Object... values) {
        return visitor.words().say(key, values);
    }

    String state(LinkState state) {
        return visitor.words().state(state);
    }

    /** The state's name in style sheets: {@code up}, {@code no-data}. */
    String css(LinkState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String asset(String name) {
        return assets.address(name);
    }

    String language() {
        return visitor.words().language();
    }

    String proof() {
        return visitor.cookie().map(Token::formProof).orElse("");
    }

    /** Whether forms would be accepted. */
    boolean forms() {
        return visitor.cookie().isPresent();
    }

    boolean signedIn() {
        return visitor.account().isPresent();
    }

    boolean mayAct() {
        return visitor.account().filter(account -> account.mayAct()).isPresent();
    }

    String who() {
        return visitor.account().map(account -> account.name()).orElse("");
    }
}

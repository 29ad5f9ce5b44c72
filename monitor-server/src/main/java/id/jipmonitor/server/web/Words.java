package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.timeline.LinkState;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The language of a page. Indonesian unless the visitor chose English. */
final class Words {
    static final Words INDONESIAN = new Words(Locale.of("id"));
    static final Words ENGLISH = new Words(Locale.ENGLISH);
    static final List<String> LANGUAGES = List.of("id", "en");
    static final String BUNDLE = "id.jipmonitor.server.web.messages";

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param language {@code en}, or anything else for Indonesian */
    static Words of(String language) {
        return "en".equals(language) ? ENGLISH : INDONESIAN;
    }

    Locale locale() {
        return locale;
    }

    String language() {
        return locale.getLanguage();
    }

    /** @throws java.util.MissingResourceException for a key that the bundle lacks; a test looks for those */
    String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    String state(LinkState state) {
        return say("state." + state.name());
    }

    String evidence(Evidence evidence) {
        return this == ENGLISH ? evidence.english() : evidence.indonesian();
    }
}

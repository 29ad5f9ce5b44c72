package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.server.notify.plan.Matcher;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A condition on a label: {@code severity=critical} or {@code domain!=monitor}.
 *
 * @param label the labels that there are
 */
record MatcherKind(Kind<String> label) implements Kind<Matcher> {
    private static final Pattern SHAPE = Pattern.compile("\\s*([^=!\\s]+)\\s*(!?=)\\s*(.*?)\\s*");

    @Override
    public String expected() {
        return "label=value or label!=value";
    }

    @Override
    public Matcher read(Source source) throws Unfit {
        java.util.regex.Matcher parts = SHAPE.matcher(source.text());
        if (!parts.matches()) {
            throw new Unfit();
        }
        String name = parts.group(1);
        if (!label.choices().contains(name)) {
            throw new Unfit("a label of " + String.join(", ", label.choices()), "");
        }
        return new Matcher(name, parts.group(3), parts.group(2).startsWith("!"));
    }

    @Override
    public List<String> choices() {
        return label.choices();
    }
}

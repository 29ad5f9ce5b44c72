package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.server.notify.plan.Matcher;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A condition on a label: {@code severity=critical} or {@code domain!=monitor}.
 *
 * @param labels the labels that there are
 */
record MatcherKind(Set<String> labels) implements Kind<Matcher> {
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
        if (!labels.contains(name)) {
            throw new Unfit(
                    "a label of " + String.join(", ", labels.stream().sorted().toList()), "");
        }
        return new Matcher(name, parts.group(3), parts.group(2).startsWith("!"));
    }
}

package id.jipmonitor.protocol.settings;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that a template's values may contain as {@code ${name}}.
 *
 * @param values by name
 * @param purpose whose values they are, for messages: {@code link kab-ngawi}
 */
public record Variables(Map<String, String> values, String purpose) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    public Variables {
        values = Map.copyOf(values);
    }

    String resolve(String text) throws Kind.Unfit {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                String known =
                        String.join(", ", values.keySet().stream().sorted().toList());
                String near = Suggestion.of(matcher.group(1), values.keySet());
                throw new Kind.Unfit("a placeholder of " + known, near);
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    /** For a message about a text with placeholders: what it became, and for whom. */
    String told(String text) {
        if (!PLACEHOLDER.matcher(text).find()) {
            return "";
        }
        try {
            return " = " + Found.quoted(resolve(text)) + " for " + purpose;
        } catch (Kind.Unfit unknown) {
            return " for " + purpose;
        }
    }
}

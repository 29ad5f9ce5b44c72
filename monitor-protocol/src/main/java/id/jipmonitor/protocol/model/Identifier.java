package id.jipmonitor.protocol.model;

import java.util.regex.Pattern;

/** The one spelling rule for every identity: it must survive file names, certificates, tags and URLs unescaped. */
final class Identifier {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    private Identifier() {}

    static String check(String kind, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(kind + ": expected 1 to 64 of a-z 0-9 . _ - beginning and ending with"
                    + " a letter or digit. Found: " + shown(value));
        }
        return value;
    }

    private static String shown(String value) {
        String cut = value.length() > 80 ? value.substring(0, 80) + "..." : value;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}

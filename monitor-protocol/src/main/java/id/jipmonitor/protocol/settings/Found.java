package id.jipmonitor.protocol.settings;

/** How a message shows what was found: on one line, short, without control characters. */
final class Found {
    private static final int LONGEST = 80;

    private Found() {}

    static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}

package id.jipmonitor.protocol.settings;

/** How a message shows what was found: on one line, short, without control characters and passwords. */
final class Found {
    private static final int LONGEST = 80;

    private Found() {}

    static String quoted(String text) {
        String open = text.replaceAll("(?i)(password|secret|token)=[^&\\s]*", "$1=***")
                .replaceAll("://[^/@\\s]*@", "://***@");
        String cut = open.length() > LONGEST ? open.substring(0, LONGEST) + "..." : open;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}

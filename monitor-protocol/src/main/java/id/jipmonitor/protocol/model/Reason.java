package id.jipmonitor.protocol.model;

import java.util.regex.Pattern;

/**
 * The cause of an outcome and what a person needs to act on it.
 *
 * @param detail one line, at most {@value #MAX_DETAIL} characters; longer text is cut, line breaks become spaces
 */
public record Reason(Cause cause, String detail) {
    /** Longest detail that travels. */
    public static final int MAX_DETAIL = 300;

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /** Nothing to explain. */
    public static final Reason NONE = new Reason(Cause.NONE, "");

    public Reason {
        detail = CONTROLS.matcher(detail).replaceAll(" ").strip();
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 3) + "...";
        }
    }

    /** A cause that needs no words. */
    public static Reason of(Cause cause) {
        return new Reason(cause, "");
    }
}

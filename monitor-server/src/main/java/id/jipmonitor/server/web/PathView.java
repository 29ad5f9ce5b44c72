package id.jipmonitor.server.web;

import java.util.List;

/**
 * A path probe's newest way as the link page shows it, held against the one before.
 *
 * @param found where the way ended
 * @param compared how it differs from the one before, as a whole
 * @param different whether it does
 * @param said what a router said beyond the hops; empty when none did
 */
record PathView(
        String target, String measured, String found, String compared, boolean different, String said, List<Row> rows) {
    /**
     * One hop.
     *
     * @param css what is different about it, in style sheets; empty for nothing
     * @param note the same in words
     */
    record Row(int number, String address, String rtt, String loss, String css, String note) {}
}

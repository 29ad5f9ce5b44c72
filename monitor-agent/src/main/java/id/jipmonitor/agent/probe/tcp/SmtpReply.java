package id.jipmonitor.agent.probe.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One reply of an SMTP server (RFC 5321 section 4.2.1): lines that begin with the same code, a hyphen behind it on all but the last.
 *
 * @param code 200 to 599; 0 when what was said is no reply
 * @param texts what stands behind the code, line by line
 * @param length characters from the first to the last line's end
 */
record SmtpReply(int code, List<String> texts, int length) {
    private static final Pattern LINE = Pattern.compile("[2-5][0-9]{2}([ -].*)?");
    private static final int CODE = 3;

    SmtpReply {
        texts = List.copyOf(texts);
    }

    /** The reply that {@code heard} begins with; empty until it is whole. */
    static Optional<SmtpReply> first(String heard) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n', from)) {
            String line = heard.substring(from, end).stripTrailing();
            from = end + 1;
            if (!LINE.matcher(line).matches()
                    || (!lines.isEmpty() && !line.startsWith(lines.getFirst().substring(0, CODE)))) {
                return Optional.of(new SmtpReply(0, List.of(), from));
            }
            lines.add(line);
            if (!line.startsWith("-", CODE)) {
                return Optional.of(new SmtpReply(
                        Integer.parseInt(line.substring(0, CODE)),
                        lines.stream().map(SmtpReply::text).toList(),
                        from));
            }
        }
        return Optional.empty();
    }

    private static String text(String line) {
        return line.substring(Math.min(line.length(), CODE + 1));
    }

    /** Whether a reply to EHLO names the extension (RFC 5321 section 4.1.1.1); its first line is a greeting. */
    boolean offers(String extension) {
        return texts.stream().skip(1).anyMatch(each -> each.split(" ", 2)[0].equalsIgnoreCase(extension));
    }
}

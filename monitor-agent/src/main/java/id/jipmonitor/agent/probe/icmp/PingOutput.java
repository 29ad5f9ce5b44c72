package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the ping of iputils prints in the C locale. */
final class PingOutput {
    private static final Pattern REPLY =
            Pattern.compile("\\d+ bytes from .*icmp_seq=(\\d+) .*time=(\\d{1,9}(?:\\.\\d{1,6})?) ms(.*)");
    private static final Pattern REFUSAL = Pattern.compile("From (\\S+):? icmp_seq=\\d+ (.*)");
    private static final Pattern SENT = Pattern.compile("(\\d{1,6}) packets transmitted.*");

    private final List<Optional<Duration>> echoes;
    private int sent;
    private int duplicates;
    private int corrupt;
    private Optional<String> refusal = Optional.empty();

    private PingOutput(int count) {
        echoes = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
    }

    /** The report of a round of so many echoes; one whose summary is missing has 0 sent. */
    static EchoReport read(List<String> lines, int count) {
        PingOutput output = new PingOutput(count);
        lines.forEach(output::line);
        return new EchoReport(
                output.sent,
                output.echoes,
                List.of(),
                output.duplicates,
                0,
                output.corrupt,
                0,
                output.echoes.stream().anyMatch(Optional::isPresent) ? TimestampQuality.USER : TimestampQuality.NONE,
                false,
                output.refusal,
                Optional.empty());
    }

    private void line(String line) {
        Matcher reply = REPLY.matcher(line);
        Matcher refused = REFUSAL.matcher(line);
        Matcher summary = SENT.matcher(line);
        if (reply.matches()) {
            reply(reply);
        } else if (refused.matches()) {
            refusal = Optional.of(refused.group(2) + " from " + refused.group(1));
        } else if (summary.matches()) {
            sent = Integer.parseInt(summary.group(1));
        } else if (line.startsWith("wrong data byte")) {
            corrupt++;
        }
    }

    private void reply(Matcher reply) {
        int index = Integer.parseInt(reply.group(1)) - 1;
        if (reply.group(3).contains("DUP")) {
            duplicates++;
        } else if (index >= 0 && index < echoes.size()) {
            long nanos = new BigDecimal(reply.group(2)).movePointRight(6).longValue();
            echoes.set(index, Optional.of(Duration.ofNanos(nanos)));
        }
    }
}

package id.jipmonitor.server.path;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells in one language what became of the way from an agent to a target. */
public final class PathStory {
    private static final int NAMED = 4;
    private static final Locale INDONESIAN_LOCALE = Locale.of("id");

    private final boolean indonesian;
    private final DateTimeFormatter moment;

    private PathStory(boolean indonesian, ZoneId zone) {
        this.indonesian = indonesian;
        this.moment = DateTimeFormatter.ofPattern(
                        indonesian ? "d MMM HH.mm z" : "d MMM HH:mm z", indonesian ? INDONESIAN_LOCALE : Locale.ENGLISH)
                .withZone(zone);
    }

    /** @param zone of every time that is told, and told with it */
    public static PathStory inIndonesian(ZoneId zone) {
        return new PathStory(true, zone);
    }

    /** @param zone of every time that is told, and told with it */
    public static PathStory inEnglish(ZoneId zone) {
        return new PathStory(false, zone);
    }

    /**
     * Where the way ends now, and how it was before.
     *
     * @param before the last that led to the target, if one is known
     */
    public String difference(String agent, String target, Optional<Trace> before, Trace now) {
        return say("Jalur dari ", "Path from ") + agent + say(" ke ", " to ") + target + ": " + end(now)
                + before.map(each -> compared(each, now)).orElseGet(this::nothingBefore) + ".";
    }

    /** Both lists of hops, whole. */
    public String hops(Optional<Trace> before, Trace now) {
        String old = before.map(each -> say("Lompatan sebelumnya (", "Hops before (") + moment.format(each.at()) + "): "
                        + each.way() + ". ")
                .orElse("");
        String list = now.way().hops().isEmpty()
                ? say("tidak ada", "none")
                : now.way().toString();
        return old + say("Lompatan dalam gangguan (", "Hops in the fault (") + moment.format(now.at()) + "): " + list
                + ".";
    }

    private String end(Trace now) {
        Way way = now.way();
        String at = moment.format(now.at());
        if (way.reached()) {
            return say(
                    "pada " + at + " sasaran terjangkau di lompatan " + way.length(),
                    "at " + at + " it reached the target at hop " + way.length());
        }
        if (way.hops().isEmpty()) {
            return say("sejak " + at + " tidak ada lompatan yang menjawab", "since " + at + " no hop answers");
        }
        String last = named(way.hops().getLast());
        return say("sejak " + at + " berakhir setelah " + last, "since " + at + " it ends after " + last);
    }

    private String compared(Trace before, Trace now) {
        WayDifference difference = WayDifference.between(before.way(), now.way());
        String at = " (" + moment.format(before.at()) + ")";
        String gone = now.way().reached()
                ? ""
                : say("; sebelumnya" + at + " berlanjut ke ", "; before" + at + " it went on to ")
                        + beyond(difference, before.way().length());
        String moved = difference.moved().stream().limit(NAMED).map(this::told).collect(Collectors.joining(", "));
        if (!moved.isEmpty()) {
            return gone + say("; lain dari sebelumnya", "; other than before") + at + ": " + moved;
        }
        return now.way().reached() ? say("; sama seperti sebelumnya", "; the same as before") + at : gone;
    }

    /** @param target the number of the hop at which the target was */
    private String beyond(WayDifference difference, int target) {
        List<Way.Hop> routers = difference.gone().stream()
                .filter(each -> each.number() < target)
                .toList();
        String through = routers.stream().limit(NAMED).map(this::named).collect(Collectors.joining(", "));
        String more = routers.size() > NAMED ? ", …" : "";
        return (routers.isEmpty() ? "" : through + more + say(" dan ", " and "))
                + say("sasaran di lompatan ", "the target at hop ")
                + target;
    }

    private String told(WayDifference.Moved moved) {
        return say("lompatan ", "hop ")
                + moved.number()
                + say(" kini ", " is ")
                + moved.now()
                + say(", dulu ", ", was ")
                + moved.before();
    }

    private String named(Way.Hop hop) {
        return say("lompatan ", "hop ") + hop.number() + " (" + hop.address() + ")";
    }

    private String nothingBefore() {
        return say("; sehari sebelumnya tidak ada jalur utuh", "; no whole path is known from the day before");
    }

    private String say(String inIndonesian, String inEnglish) {
        return indonesian ? inIndonesian : inEnglish;
    }
}

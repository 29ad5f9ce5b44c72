package id.jipmonitor.protocol.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them, always with a unit. */
record DurationKind(Duration least, Duration most) implements Kind<Duration> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})\\s*(us|ms|s|m|min|h|d)");
    private static final Pattern BARE = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
        UNITS.put("us", Duration.ofNanos(1_000));
    }

    @Override
    public String expected() {
        return "a duration from " + text(least) + " to " + text(most);
    }

    @Override
    public Duration read(Source source) throws Unfit {
        if (BARE.matcher(source.text()).matches()) {
            throw new Unfit("", "Write the unit: " + source.text() + " s or " + source.text() + " ms");
        }
        Matcher matcher = Kinds.matcher(SHAPE, source.text());
        Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ofMinutes(1));
        BigDecimal micros = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(micros(unit)));
        return Duration.ofNanos(
                Kinds.within(micros, micros(least), micros(most)).longValueExact() * 1_000);
    }

    @Override
    public String show(Duration value) {
        return text(value);
    }

    /** In the largest unit that needs no fraction: {@code 90 s}, {@code 5 m}. */
    static String text(Duration value) {
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long micros = micros(unit.getValue());
            if (!value.isZero() && micros(value) % micros == 0) {
                return micros(value) / micros + " " + unit.getKey();
            }
        }
        return "0 s";
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}

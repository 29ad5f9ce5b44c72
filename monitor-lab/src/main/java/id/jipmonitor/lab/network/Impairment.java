package id.jipmonitor.lab.network;

import java.time.Duration;
import java.util.Locale;

/**
 * What the wire does to packets towards a far end. It is applied once per round trip, on the way out, so that the
 * figures are those of the round trip.
 *
 * @param delay added to each packet; 0 to 60 s
 * @param loss probability that a packet vanishes; 0 to 1
 * @param duplication probability that a packet arrives twice; 0 to 1
 * @param reordering probability that a packet is held back by {@code holdBack} so that later ones overtake it; 0 to 1
 * @param holdBack how long a reordered packet is held back; 0 to 60 s
 */
public record Impairment(Duration delay, double loss, double duplication, double reordering, Duration holdBack) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A perfect wire. */
    public static final Impairment NONE = new Impairment(Duration.ZERO, 0, 0, 0, Duration.ZERO);

    public Impairment {
        within("delay", delay);
        within("hold_back", holdBack);
        ratio("loss", loss);
        ratio("duplication", duplication);
        ratio("reordering", reordering);
    }

    /** This impairment with one figure changed, as {@code delay=50ms}, {@code loss=0.2}, {@code hold_back=20ms}. */
    public Impairment with(String setting) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : setting.substring(equals + 1);
        return switch (key) {
            case "delay" -> new Impairment(duration(key, value), loss, duplication, reordering, holdBack);
            case "loss" -> new Impairment(delay, number(key, value), duplication, reordering, holdBack);
            case "duplication" -> new Impairment(delay, loss, number(key, value), reordering, holdBack);
            case "reordering" -> new Impairment(delay, loss, duplication, number(key, value), holdBack);
            case "hold_back" -> new Impairment(delay, loss, duplication, reordering, duration(key, value));
            default ->
                throw new LabException(
                        "impairment: expected delay, loss, duplication, reordering or hold_back, as delay=50ms."
                                + " Found: " + setting);
        };
    }

    private static Duration duration(String key, String value) {
        try {
            return value.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                    : Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
        } catch (NumberFormatException | java.time.format.DateTimeParseException unreadable) {
            throw new LabException(key + ": expected a time such as 50ms or 2s. Found: " + value, unreadable);
        }
    }

    private static double number(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException unreadable) {
            throw new LabException(key + ": expected 0 to 1. Found: " + value, unreadable);
        }
    }

    private static void within(String key, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new LabException(key + ": expected 0s to 60s. Found: " + value);
        }
    }

    private static void ratio(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new LabException(key + ": expected 0 to 1. Found: " + value);
        }
    }
}

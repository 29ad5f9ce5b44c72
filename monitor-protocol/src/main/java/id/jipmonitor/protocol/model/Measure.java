package id.jipmonitor.protocol.model;

/**
 * One number of a result.
 *
 * @param instance what within the target it belongs to (an ifName, an OID's given name); empty for the target itself;
 *     at most {@value #MAX_INSTANCE} characters
 * @param value finite, in the metric's unit
 */
public record Measure(Metric metric, String instance, double value) {
    /** Longest instance name that travels. */
    public static final int MAX_INSTANCE = 120;

    /** @throws IllegalArgumentException when the value is not finite or the instance is too long */
    public Measure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric.metricName() + ": expected a finite number. Found: " + value);
        }
        if (instance.length() > MAX_INSTANCE) {
            throw new IllegalArgumentException(metric.metricName() + " instance: expected at most " + MAX_INSTANCE
                    + " characters. Found: " + instance.length());
        }
    }

    /** A number that belongs to the target as a whole. */
    public static Measure of(Metric metric, double value) {
        return new Measure(metric, "", value);
    }
}

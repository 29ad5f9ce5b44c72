package id.jipmonitor.protocol.assignment;

import java.time.Duration;
import java.time.ZoneId;

/** When rounds are due. */
public sealed interface Cadence {
    /** dT: the usual time between two rounds, the timeline's {@code i}. */
    Duration interval();

    /** Every interval (1 s to 24 h), each probe at its own phase. */
    record Every(Duration interval) implements Cadence {}

    /**
     * By a Quartz cron expression in a zone.
     *
     * @param interval the usual time between two rounds, given by the setting
     */
    record Cron(String expression, ZoneId zone, Duration interval) implements Cadence {}
}

package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Metric;

/**
 * One metric of a series. Its kind ({@link Metric#kind}) says what is answered: a gauge's last and greatest value, a
 * counter's rate.
 *
 * @param instance what within the target is meant, e.g. an ifName; empty for the target itself
 */
public record MeasureQuery(Query over, Metric metric, String instance) {}

package id.jipmonitor.server.inventory;

import java.math.BigDecimal;
import java.time.ZoneId;

/**
 * What was promised about a link's uptime.
 *
 * @param name key in the inventory
 * @param targetPercent availability promised per period, for instance 99.5
 * @param zone in which periods are cut
 */
public record Contract(String name, BigDecimal targetPercent, ZoneId zone) {}

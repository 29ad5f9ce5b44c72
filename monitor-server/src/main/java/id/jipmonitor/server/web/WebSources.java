package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.store.ResultStore;
import java.util.function.Supplier;

/**
 * Where pages and API get what they show.
 *
 * @param inventory asked for each request, so that a reload shows at once
 * @param metrics the program's own metrics in Prometheus text form
 */
public record WebSources(
        Supplier<Inventory> inventory,
        NetworkView network,
        ResultStore results,
        IncidentLog incidents,
        Supplier<String> metrics) {}

package id.jipmonitor.server.report;

import static java.util.stream.Collectors.joining;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.availability.Outage;
import id.jipmonitor.server.availability.Period;
import id.jipmonitor.server.inventory.Contract;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.timeline.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Uptime of links, the same rows for pages, commands and replay. */
public final class AvailabilityReport {
    private static final List<String> HEADINGS = List.of(
            "LINK", "MEASURED %", "COVERAGE %", "LOWER %", "UPPER %", "TARGET %", "OUTAGES", "VERDICT", "LEDGER");

    private AvailabilityReport() {}

    /** One row for each link, in order of id. */
    public static List<AvailabilityRow> rows(
            Inventory inventory, Collection<LinkId> links, LinkTimelines timelines, Period period) {
        return links.stream()
                .sorted()
                .map(link -> row(inventory, link, timelines.timeline(link, period.from(), period.to())))
                .toList();
    }

    /** One link's row of a timeline. */
    public static AvailabilityRow row(Inventory inventory, LinkId id, Timeline timeline) {
        Link link =
                Objects.requireNonNull(inventory.links().get(id), () -> "link: expected one of the inventory: " + id);
        Contract contract = Objects.requireNonNull(
                inventory.contracts().get(link.contract()), "the inventory checks its references");
        return new AvailabilityRow(
                id,
                link.name(),
                contract.name(),
                timeline.from(),
                timeline.to(),
                Availability.of(timeline),
                contract.targetPercent(),
                Outage.of(timeline),
                Optional.empty());
    }

    /** The rows as a table for a terminal, and below it why figures may still change. */
    public static String table(List<AvailabilityRow> rows) {
        String table = TextTable.of(
                HEADINGS, rows.stream().map(AvailabilityReport::cells).toList());
        SortedSet<String> open = new TreeSet<>();
        rows.forEach(each -> each.finality().ifPresent(known -> open.addAll(known.open())));
        return open.isEmpty()
                ? table
                : table + open.stream().map(each -> "  " + each + "\n").collect(joining("", "\nPROVISIONAL:\n", ""));
    }

    private static List<String> cells(AvailabilityRow row) {
        Availability availability = row.availability();
        return List.of(
                row.link().value(),
                AvailabilityRow.percent(availability.measured()).orElse("-"),
                AvailabilityRow.percent(availability.coverage()).orElse("-"),
                AvailabilityRow.percent(availability.lower()).orElse("-"),
                AvailabilityRow.percent(availability.upper()).orElse("-"),
                row.targetPercent().toPlainString(),
                Integer.toString(row.outages().size()),
                row.verdict().name(),
                row.finality().map(Finality::word).orElse("-"));
    }
}

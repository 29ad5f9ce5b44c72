package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Problem;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads sites, from a list in network.yaml or from a table beside it. */
final class SiteReader {
    /** Columns of the table, in this order. */
    static final List<String> COLUMNS = List.of("id", "name", "kind", "city", "lat", "lon");

    private static final int MAX_SITES = 50_000;

    private SiteReader() {}

    /**
     * @param usable those without a problem
     * @param names every id that is written, so that a reference to a site with a problem is no second problem
     */
    record Sites(Map<SiteId, Site> usable, Set<String> names) {
        Sites() {
            this(new LinkedHashMap<>(), new HashSet<>());
        }
    }

    /** The sites; empty when there is nothing that references could be checked against. */
    static Optional<Sites> read(Section section) {
        boolean file = section.has("file");
        if (file == section.has("list")) {
            section.refuse("", "expected exactly one of file, list", file ? "both" : "neither", "");
            return Optional.empty();
        }
        Sites sites = new Sites();
        if (file) {
            section.required("file", Kinds.path()).ifUsable().ifPresent(each -> table(section.reading(), each, sites));
        } else {
            section.sections("list", each -> site(each, sites), 1, MAX_SITES);
        }
        section.build(() -> sites);
        return Optional.of(sites).filter(each -> !each.names().isEmpty());
    }

    private static void table(Reading reading, Path file, Sites sites) {
        Optional<List<CsvTable.Row>> rows = reading.text(file).map(CsvTable::rows);
        List<String> header = rows.filter(each -> !each.isEmpty())
                .map(each -> each.getFirst().cells())
                .orElse(List.of());
        if (rows.isPresent() && !header.equals(COLUMNS)) {
            note(reading, file, 1, "expected the columns " + String.join(",", COLUMNS), String.join(",", header), "");
            return;
        }
        rows.orElse(List.of()).stream().skip(1).forEach(row -> row(reading, file, row, sites));
    }

    private static void row(Reading reading, Path file, CsvTable.Row row, Sites sites) {
        int cells = row.cells().size();
        if (cells == COLUMNS.size()) {
            site(reading.row(file, row.line(), COLUMNS, row.cells()), sites);
        } else {
            String hint = "Quote a name that has a comma in it";
            note(reading, file, row.line(), "expected 6 cells", String.valueOf(cells), hint);
            sites.names().add(row.cells().getFirst());
        }
    }

    private static void note(Reading reading, Path file, int line, String expectation, String found, String hint) {
        reading.note(new Problem(file.toString(), line, "", expectation, found, hint));
    }

    private static Value<Site> site(Section section, Sites sites) {
        Value<SiteId> id = section.required("id", Kinds.identity(SiteId::new));
        Value<String> name = section.required("name", Kinds.text(1, 200));
        Value<Site.Kind> kind = section.required("kind", Kinds.choice(Site.Kind.class));
        Value<String> city = section.required("city", Kinds.text(1, 100));
        Value<BigDecimal> latitude = section.required("lat", Kinds.decimal("-90", "90"));
        Value<BigDecimal> longitude = section.required("lon", Kinds.decimal("-180", "180"));
        Value<Site> site = section.build(() -> new Site(
                id.get(),
                name.get(),
                kind.get(),
                city.get(),
                latitude.get().doubleValue(),
                longitude.get().doubleValue()));
        site.ifUsable().ifPresent(each -> sites.usable().putIfAbsent(each.id(), each));
        boolean twin =
                id.ifUsable().filter(each -> !sites.names().add(each.value())).isPresent();
        return twin ? section.refuse("id", "expected each site id once", id.get() + " again", "") : site;
    }
}

package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Problem;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sites, from a list in network.yaml or from a table beside it. */
final class SiteReader {
    /** Columns of the table, in this order. */
    static final List<String> COLUMNS = List.of("id", "name", "kind", "city", "lat", "lon");

    private static final int MAX_SITES = 50_000;

    private SiteReader() {}

    static Map<SiteId, Site> read(Section section) {
        boolean file = section.has("file");
        if (file == section.has("list")) {
            section.refuse("", "expected exactly one of file, list", file ? "both" : "neither", "");
            return Map.of();
        }
        Map<SiteId, Site> sites = new LinkedHashMap<>();
        if (file) {
            Optional<Path> path = section.required("file", Kinds.path()).ifUsable();
            path.ifPresent(each -> table(section, each, sites));
        } else {
            section.sections("list", each -> listed(each, sites), 1, MAX_SITES);
        }
        return section.build(() -> sites).ifUsable().orElse(sites);
    }

    private static void table(Section section, Path file, Map<SiteId, Site> sites) {
        Optional<String> text = section.reading().text(file);
        List<CsvTable.Row> rows = text.map(CsvTable::rows).orElse(List.of());
        if (text.isPresent() && (rows.isEmpty() || !rows.getFirst().cells().equals(COLUMNS))) {
            String found = rows.isEmpty()
                    ? "nothing"
                    : String.join(",", rows.getFirst().cells());
            section.reading()
                    .note(new Problem(
                            file.toString(), 1, "", "expected the columns " + String.join(",", COLUMNS), found, ""));
            return;
        }
        for (CsvTable.Row row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            if (row.cells().size() != COLUMNS.size()) {
                String found = String.valueOf(row.cells().size());
                section.reading()
                        .note(new Problem(
                                file.toString(),
                                row.line(),
                                "",
                                "expected 6 cells",
                                found,
                                "Quote a name that has a comma in it"));
            } else {
                listed(section.reading().row(file, row.line(), COLUMNS, row.cells()), sites);
            }
        }
    }

    private static Value<Site> listed(Section section, Map<SiteId, Site> sites) {
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
        Optional<Site> twin = site.ifUsable().map(each -> sites.putIfAbsent(each.id(), each));
        return twin.isPresent()
                ? section.refuse("id", "expected each site id once", twin.get().id() + " again", "")
                : site;
    }
}

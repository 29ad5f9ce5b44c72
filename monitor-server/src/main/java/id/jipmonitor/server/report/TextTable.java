package id.jipmonitor.server.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns as wide as their widest cell. */
public final class TextTable {
    private TextTable() {}

    /** The table with its headings, one line each, every line ended. */
    public static String of(List<String> headings, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings);
        lines.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder out = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                out.append(String.format(Locale.ROOT, "%-" + width(lines, column) + "s  ", line.get(column)));
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream()
                .mapToInt(line -> Math.max(1, line.get(column).length()))
                .max()
                .orElse(1);
    }
}

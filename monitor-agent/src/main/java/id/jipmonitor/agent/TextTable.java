package id.jipmonitor.agent;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param cells as many as in every other row; an empty one is shown as a dash */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Lines with two spaces before and between the columns, and none at their end. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i).isEmpty() ? "-" : row.get(i);
                line.append("  ").append(cell).repeat(' ', width(i) - length(cell));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(1);
    }

    private static int length(String cell) {
        return Math.max(1, cell.codePointCount(0, cell.length()));
    }
}

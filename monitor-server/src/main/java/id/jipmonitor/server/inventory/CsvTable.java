package id.jipmonitor.server.inventory;

import java.util.ArrayList;
import java.util.List;

/** Pure: rows of comma-separated values (RFC 4180), each with the line that it starts on. Empty lines are left out. */
final class CsvTable {
    private final String text;
    private int at;
    private int line = 1;

    private CsvTable(String text) {
        this.text = text;
    }

    record Row(int line, List<String> cells) {}

    static List<Row> rows(String text) {
        CsvTable table = new CsvTable(text);
        List<Row> rows = new ArrayList<>();
        while (table.at < text.length()) {
            Row row = table.row();
            if (!row.cells().equals(List.of(""))) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        int start = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        at++;
        line++;
        return new Row(start, cells);
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && ",\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char each = text.charAt(at);
            boolean twice = each == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (each == '"' && !twice) {
                break;
            }
            at += twice ? 1 : 0;
            line += each == '\n' ? 1 : 0;
            cell.append(each);
        }
        while (at < text.length() && ",\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return cell.toString();
    }
}

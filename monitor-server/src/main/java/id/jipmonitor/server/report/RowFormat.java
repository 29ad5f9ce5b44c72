package id.jipmonitor.server.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** How rows are written to a file or a pipe. */
public enum RowFormat {
    /** One JSON object per line; a field that a row does not have is left out. */
    NDJSON {
        @Override
        public String write(List<Map<String, Object>> rows) {
            return rows.stream().map(RowFormat::json).collect(Collectors.joining());
        }
    },
    /** RFC 4180 with a line of headings: every field of any row; empty where a row does not have it. */
    CSV {
        @Override
        public String write(List<Map<String, Object>> rows) {
            SequencedSet<String> columns = new LinkedHashSet<>();
            rows.forEach(each -> columns.addAll(each.keySet()));
            StringBuilder text = new StringBuilder();
            text.append(String.join(",", columns)).append('\n');
            for (Map<String, Object> row : rows) {
                text.append(columns.stream()
                                .map(column -> cell(row.getOrDefault(column, "")))
                                .collect(Collectors.joining(",")))
                        .append('\n');
            }
            return text.toString();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rows as text, every line ended; numbers are written as they are. */
    public abstract String write(List<Map<String, Object>> rows);

    private static String json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(row) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("row: expected texts and numbers", e);
        }
    }

    private static String cell(Object value) {
        String text = value.toString();
        boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

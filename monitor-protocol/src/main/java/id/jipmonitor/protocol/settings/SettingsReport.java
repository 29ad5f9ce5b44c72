package id.jipmonitor.protocol.settings;

import java.nio.file.Path;
import java.util.List;

/** What {@code --check} and {@code --show-settings} print, the same for both programs. */
public final class SettingsReport {
    /** Exit code of a program whose settings have problems. */
    public static final int EXIT_PROBLEMS = 2;

    /** A longer value does not push the third column of all the others aside. */
    private static final int WIDEST = 40;

    private SettingsReport() {}

    /** One problem a line and how many there are; for standard error. */
    public static String problems(Checked<?> checked) {
        StringBuilder text = new StringBuilder();
        checked.problems().forEach(each -> text.append(each).append('\n'));
        int count = checked.problems().size();
        return text.append(count == 1 ? "1 problem" : count + " problems")
                .append("; nothing was started\n")
                .toString();
    }

    /** For standard output after {@code --check} found nothing. */
    public static String sound(Path file) {
        return file + ": no problems found\n";
    }

    /** Every effective setting in three columns: key, value, where it comes from. */
    public static String table(Checked<?> checked) {
        List<Checked.Setting> rows = checked.effective();
        int keys = rows.stream().mapToInt(row -> row.key().length()).max().orElse(0);
        int values = rows.stream()
                .mapToInt(row -> row.value().length())
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Checked.Setting row : rows) {
            text.append(padded(row.key(), keys)).append("  ").append(padded(row.value(), values));
            text.append("  (").append(row.source()).append(")\n");
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

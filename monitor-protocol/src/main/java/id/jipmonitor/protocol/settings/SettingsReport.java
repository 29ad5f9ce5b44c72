package id.jipmonitor.protocol.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What {@code --check} and {@code --show-settings} print, the same for both programs. */
public final class SettingsReport {
    /** Exit code of a program whose settings have problems. */
    public static final int EXIT_PROBLEMS = 2;

    /** A longer value does not push the third column of all the others aside. */
    private static final int WIDEST = 40;

    private SettingsReport() {}

    /** Answers {@code --check}: a line that all is well, or every problem; gives the exit code. Nothing is started. */
    public static int check(Path file, Checked<?> checked, PrintWriter out, PrintWriter err) {
        if (checked.problems().isEmpty()) {
            out.println(file + ": no problems found");
            out.flush();
            return 0;
        }
        checked.problems().forEach(err::println);
        int count = checked.problems().size();
        err.println((count == 1 ? "1 problem" : count + " problems") + "; nothing was started");
        err.flush();
        return EXIT_PROBLEMS;
    }

    /** Answers {@code --show-settings}: the table, or every problem; gives the exit code. Nothing is started. */
    public static int show(Path file, Checked<?> checked, PrintWriter out, PrintWriter err) {
        if (!checked.problems().isEmpty()) {
            return check(file, checked, out, err);
        }
        out.print(table(checked));
        out.flush();
        return 0;
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

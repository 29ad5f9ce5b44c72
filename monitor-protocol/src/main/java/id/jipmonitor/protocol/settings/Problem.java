package id.jipmonitor.protocol.settings;

import java.util.Comparator;

/**
 * One thing wrong with the settings, told so that it can be put right without reading code.
 *
 * @param file as the operator named it
 * @param line from 1; 0 when the file as a whole is meant
 * @param key dotted path of the setting; empty when the file as a whole is meant
 * @param expectation what would be right, beginning with "expected"
 * @param found what is there, quoted and cut; a secret is never shown
 * @param hint what to do; may be empty
 */
public record Problem(String file, int line, String key, String expectation, String found, String hint)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::key)
            .thenComparing(Problem::expectation)
            .thenComparing(Problem::found);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line: key: expectation. Found: value. Hint}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + expectation
                + ". Found: " + found + (hint.isEmpty() ? "" : ". " + hint);
    }
}

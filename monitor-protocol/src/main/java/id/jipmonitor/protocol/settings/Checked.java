package id.jipmonitor.protocol.settings;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading: the settings, or why not.
 *
 * @param value there exactly when there is no problem
 * @param problems all of them, in order of file and line
 * @param effective every setting that was read, defaults included
 */
public record Checked<T>(Optional<T> value, List<Problem> problems, List<Setting> effective) {
    /**
     * One effective setting.
     *
     * @param value as one would write it; a secret is hidden
     * @param source {@code file:line}, or {@code default}
     */
    public record Setting(String key, String value, String source) {}

    public Checked {
        problems = List.copyOf(problems);
        effective = List.copyOf(effective);
    }
}

package id.jipmonitor.protocol.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One pass over one or more files that belong together: it gathers all problems and all effective settings. */
public final class Reading {
    /** Most problems that are kept; the rest shows once these are put right. */
    static final int MAX_PROBLEMS = 500;

    private final Function<String, @Nullable String> environment;
    private final SequencedSet<Problem> problems = new LinkedHashSet<>();
    private final Set<String> asked = new TreeSet<>();

    /** A set, because two readers may ask for one key: it is shown once. */
    private final SequencedSet<Checked.Setting> effective = new LinkedHashSet<>();

    /** @param environment variables by name, null when not set; {@code System::getenv} outside tests */
    public Reading(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** The root of a file, shown in messages as it was named; empty after a problem that makes it unreadable. */
    public Optional<Section> file(Path file) {
        Path directory = directoryOf(file);
        return SettingsSource.text(file, file.toString(), this)
                .flatMap(text -> document(text, file.toString(), directory));
    }

    /** The text of a file that is not YAML, with the same bounds; empty after a problem. */
    public Optional<String> text(Path file) {
        return SettingsSource.text(file, file.toString(), this);
    }

    /** The root of a document that did not come from a file. */
    public Optional<Section> document(String text, String name, Path directory) {
        return YamlTree.parse(text, name, this).flatMap(root -> root(root, name, directory));
    }

    /** A row of a table as a section; its settings are not shown as effective. */
    public Section row(Path file, int line, List<String> columns, List<String> cells) {
        List<YamlNode.Mapping.Entry> entries = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            YamlNode cell = new YamlNode.Scalar(cells.get(i), true, line);
            entries.add(new YamlNode.Mapping.Entry(columns.get(i), line, cell));
        }
        Path directory = directoryOf(file);
        Section.Place place = new Section.Place(file.toString(), "", "", directory, this);
        return new Section(new YamlNode.Mapping(entries, line), place).with(new Variables(Map.of(), ""));
    }

    /** Relative like the file itself, so that messages name other files as the operator would. */
    private static Path directoryOf(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    private Optional<Section> root(YamlNode root, String name, Path directory) {
        if (root instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Section(mapping, new Section.Place(name, "", "", directory, this)));
        }
        note(new Problem(name, root.line(), "", "expected keys and values", root.kind(), ""));
        return Optional.empty();
    }

    /** Adds a problem; the same one a second time changes nothing. */
    public void note(Problem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** What came of it all. */
    public <T> Checked<T> checked(Optional<T> value) {
        Optional<T> usable = problems.isEmpty() ? value : Optional.empty();
        return new Checked<>(usable, List.copyOf(new TreeSet<>(problems)), List.copyOf(effective));
    }

    /**
     * Every key that readers asked for so far, as {@code links[].site} and {@code agents.*.site}; it lets a test see
     * that the JSON schemas and the readers know the same keys.
     */
    public Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }

    void ask(String shape) {
        asked.add(shape);
    }

    void show(Checked.Setting setting) {
        effective.add(setting);
    }

    Function<String, @Nullable String> environment() {
        return environment;
    }
}

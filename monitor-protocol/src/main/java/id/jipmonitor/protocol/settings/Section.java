package id.jipmonitor.protocol.settings;

import id.jipmonitor.protocol.settings.YamlNode.Mapping;
import id.jipmonitor.protocol.settings.YamlNode.Mapping.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of one mapping. A reader asks for each key that it knows and then {@link #build}s its record; what was not
 * asked for by then is an unknown key.
 */
public final class Section {
    /** How records speak: "key: expected .... Found: ...". */
    private static final Pattern RECORD_MESSAGE =
            Pattern.compile("(.*?): (expected .*)\\. Found: (.*)", Pattern.DOTALL);

    private final Mapping mapping;
    private final Place place;
    private final Optional<Variables> variables;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Mapping mapping, Place place) {
        this(mapping, place, Optional.empty());
    }

    private Section(Mapping mapping, Place place, Optional<Variables> variables) {
        this.mapping = mapping;
        this.place = place;
        this.variables = variables;
    }

    /**
     * Where a section stands.
     *
     * @param path as shown: {@code links[3].site}
     * @param shape the path without indexes and names of the operator's choice: {@code links[].site}
     * @param directory that relative paths start from
     */
    record Place(String file, String path, String shape, Path directory, Reading reading) {
        Place under(String key) {
            return new Place(file, joined(path, key), joined(shape, key), directory, reading);
        }

        Place named(String name) {
            return new Place(file, joined(path, name), joined(shape, "*"), directory, reading);
        }

        Place item(int index) {
            return new Place(file, path + "[" + index + "]", shape + "[]", directory, reading);
        }

        private static String joined(String start, String key) {
            return start.isEmpty() ? key : start + "." + key;
        }
    }

    /** The same keys, read with {@code ${name}} replaced in every value. Its settings are not shown as effective. */
    public Section with(Variables replaced) {
        return new Section(mapping, place, Optional.of(replaced));
    }

    /** A key that must be there. */
    public <T> Value<T> required(String key, Kind<T> kind) {
        return entry(key).map(found -> scalar(found, kind)).orElseGet(() -> missing(key, kind.expected()));
    }

    /** A key with a default. */
    public <T> Value<T> optional(String key, Kind<T> kind, T otherwise) {
        return entry(key).map(found -> scalar(found, kind)).orElseGet(() -> {
            show(place.under(key).path, kind.show(otherwise), "default");
            return Value.of(otherwise);
        });
    }

    /** A key that may be absent. */
    public <T> Value<Optional<T>> maybe(String key, Kind<T> kind) {
        return entry(key)
                .map(found -> scalar(found, kind).map(Optional::of))
                .orElseGet(() -> Value.of(Optional.empty()));
    }

    /** A list of scalars; a list without items when the key is absent and the least number is 0. */
    public <T> Value<List<T>> list(String key, Kind<T> kind, int least, int most) {
        return items(
                key,
                "a list, each item " + kind.expected(),
                least,
                most,
                (index, node) -> item(key, index, node, kind));
    }

    /** A list of sections, each read by the same function. */
    public <T> Value<List<T>> sections(String key, Function<Section, Value<T>> reader, int least, int most) {
        return items(key, "a list, each item keys and values", least, most, (index, node) -> {
            Place at = place.under(key).item(index);
            if (node instanceof Mapping inner) {
                return reader.apply(new Section(inner, at, variables));
            }
            return refuse(at.path, node.line(), "expected keys and values", node.kind(), "");
        });
    }

    /** A section whose keys all have defaults: there even when absent from the file. */
    public Section section(String key) {
        return maybeSection(key)
                .orElseGet(() -> new Section(new Mapping(List.of(), mapping.line()), place.under(key), variables));
    }

    /** A section that may be absent. */
    public Optional<Section> maybeSection(String key) {
        return entry(key).flatMap(found -> inner(found, place.under(key)));
    }

    /** Whether the key stands in the file; asking makes it known. */
    public boolean has(String key) {
        return entry(key).isPresent();
    }

    /** Sections by names that the operator chose, in the order of the file. */
    public <T> Value<Map<String, T>> named(
            String key, Kind<String> name, BiFunction<String, Section, Value<T>> reader) {
        return entries(
                key,
                name,
                (found, at) -> inner(found, at)
                        .map(section -> reader.apply(found.key(), section))
                        .orElseGet(Value::unusable));
    }

    /** Scalars by names that the operator chose, in the order of the file. */
    public <T> Value<Map<String, T>> map(String key, Kind<String> name, Kind<T> kind) {
        return entries(key, name, (found, at) -> scalar(found.node(), at.path, kind));
    }

    /** The names of a mapping's entries as they stand in the file, whether their values are usable or not. */
    public Set<String> names(String key) {
        return maybeSection(key).stream()
                .flatMap(each -> each.mapping.entries().stream())
                .map(Entry::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Notes something wrong with a key's value that a kind cannot know. */
    public <T> Value<T> refuse(String key, String expectation, String found, String hint) {
        int line = entry(key).map(Entry::line).orElse(mapping.line());
        return refuse(key.isEmpty() ? place.path : place.under(key).path, line, expectation, found, hint);
    }

    /** {@code file:line} of the key, or of the section when it is absent. */
    public String where(String key) {
        return place.file + ":" + entry(key).map(Entry::line).orElse(mapping.line());
    }

    /** The pass that this section belongs to, for files that it names. */
    public Reading reading() {
        return place.reading;
    }

    /**
     * Makes the record once all keys have been asked for. Other keys are noted as unknown. An IllegalArgumentException
     * of the record is noted as a problem of the section; its message must have the form "key: expected .... Found: ...".
     */
    public <T> Value<T> build(Supplier<T> record) {
        noteUnknown();
        try {
            return Value.whole(record);
        } catch (IllegalArgumentException e) {
            return refuseRecord(String.valueOf(e.getMessage()));
        }
    }

    private <T> Value<T> refuseRecord(String message) {
        Matcher parts = RECORD_MESSAGE.matcher(message);
        if (!parts.matches()) {
            return refuse("", "expected values that fit together", message, "");
        }
        String key = parts.group(1).replaceFirst("^.*\\.", "");
        boolean own = mapping.entries().stream().anyMatch(each -> each.key().equals(key));
        return refuse(own ? key : "", parts.group(2), parts.group(3), "");
    }

    private void noteUnknown() {
        for (Entry each : mapping.entries()) {
            if (!known.contains(each.key())) {
                String hint = Suggestion.orAll(each.key(), known);
                refuse(
                        place.under(each.key()).path,
                        each.line(),
                        "expected a known key",
                        Found.quoted(each.key()),
                        hint);
            }
        }
    }

    private Optional<Entry> entry(String key) {
        known.add(key);
        place.reading.ask(place.under(key).shape);
        return mapping.entries().stream()
                .filter(each -> each.key().equals(key))
                .filter(each -> !(each.node() instanceof YamlNode.Scalar scalar && scalar.empty()))
                .findFirst();
    }

    private Optional<Section> inner(Entry found, Place at) {
        if (found.node() instanceof Mapping inner) {
            return Optional.of(new Section(new Mapping(inner.entries(), found.line()), at, variables));
        }
        refuse(at.path, found.line(), "expected keys and values", found.node().kind(), "");
        return Optional.empty();
    }

    private <T> Value<T> scalar(Entry found, Kind<T> kind) {
        return scalar(found.node(), place.under(found.key()).path, kind);
    }

    private <T> Value<T> item(String key, int index, YamlNode node, Kind<T> kind) {
        return scalar(node, place.under(key).item(index).path, kind);
    }

    private <T> Value<T> scalar(YamlNode node, String path, Kind<T> kind) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.empty()) {
            return refuse(path, node.line(), "expected " + kind.expected(), node.kind(), "");
        }
        try {
            String text = variables.isPresent() ? variables.get().resolve(scalar.text()) : scalar.text();
            T value = kind.read(source(text));
            show(path, kind.hidden() ? "(secret)" : kind.show(value), place.file + ":" + node.line());
            return Value.of(value);
        } catch (Kind.Unfit unfit) {
            return refuse(path, scalar, kind, unfit);
        }
    }

    private <T> Value<T> refuse(String path, YamlNode.Scalar scalar, Kind<?> kind, Kind.Unfit unfit) {
        String expected = unfit.expected().isEmpty() ? kind.expected() : unfit.expected();
        String hint = unfit.hint().isEmpty() ? Suggestion.of(scalar.text(), kind.choices()) : unfit.hint();
        String found = kind.hidden() ? "(not shown)" : Found.quoted(scalar.text());
        String told = variables.map(each -> each.told(scalar.text())).orElse("");
        return refuse(path, scalar.line(), "expected " + expected, found + told, hint);
    }

    private <T> Value<List<T>> items(
            String key, String expected, int least, int most, BiFunction<Integer, YamlNode, Value<T>> reader) {
        Optional<Entry> found = entry(key);
        if (found.isEmpty()) {
            return least == 0 ? Value.of(List.of()) : missing(key, expected);
        }
        String path = place.under(key).path;
        YamlNode node = found.get().node();
        if (!(node instanceof YamlNode.Sequence list)) {
            return refuse(path, node.line(), "expected " + expected, node.kind(), "");
        }
        int size = list.items().size();
        if (size < least || size > most) {
            return refuse(
                    path, found.get().line(), "expected " + least + " to " + most + " items", String.valueOf(size), "");
        }
        List<Value<T>> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(reader.apply(i, list.items().get(i)));
        }
        return whole(values);
    }

    private static <T> Value<List<T>> whole(List<Value<T>> values) {
        List<T> usable =
                values.stream().flatMap(each -> each.ifUsable().stream()).toList();
        return usable.size() == values.size() ? Value.of(usable) : Value.unusable();
    }

    private <T> Value<Map<String, T>> entries(
            String key, Kind<String> name, BiFunction<Entry, Place, Value<T>> reader) {
        Map<String, T> usable = new LinkedHashMap<>();
        boolean whole = true;
        for (Section all : maybeSection(key).stream().toList()) {
            for (Entry each : all.mapping.entries()) {
                Place at = place.under(key).named(each.key());
                boolean named = fits(each, at.path, name);
                Optional<T> value = reader.apply(each, at).ifUsable();
                value.ifPresent(content -> usable.put(each.key(), content));
                whole &= named && value.isPresent();
            }
        }
        return whole && (!has(key) || maybeSection(key).isPresent()) ? Value.of(usable) : Value.unusable();
    }

    private boolean fits(Entry named, String path, Kind<String> kind) {
        try {
            kind.read(source(named.key()));
            return true;
        } catch (Kind.Unfit unfit) {
            String hint = Suggestion.of(named.key(), kind.choices());
            refuse(path, named.line(), "expected " + kind.expected(), Found.quoted(named.key()), hint);
            return false;
        }
    }

    private Kind.Source source(String text) {
        return new Kind.Source(text, place.directory, place.reading.environment());
    }

    private <T> Value<T> missing(String key, String expected) {
        return refuse(place.under(key).path, mapping.line(), "expected " + expected, "nothing", "");
    }

    private <T> Value<T> refuse(String path, int line, String expectation, String found, String hint) {
        place.reading.note(new Problem(place.file, line, path, expectation, found, hint));
        return Value.unusable();
    }

    private void show(String path, String value, String source) {
        if (variables.isEmpty()) {
            place.reading.show(new Checked.Setting(path, value, source));
        }
    }
}

package id.jipmonitor.protocol.settings;

import id.jipmonitor.protocol.settings.YamlNode.Mapping.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events, so that every bound holds while reading: no aliases (they are what makes a
 * small file expand without end), no tags, one document, bounded depth. Duplicate keys are noted and reading goes on.
 */
final class YamlTree {
    static final int MAX_DEPTH = 32;

    private final Iterator<Event> events;
    private final Reading reading;
    private final String file;
    private final String text;

    private YamlTree(String text, String file, Reading reading) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(SettingsSource.MAX_BYTES)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
        this.text = text;
        this.file = file;
        this.reading = reading;
    }

    /** The document's root; empty after a problem that makes the rest unreadable. */
    static Optional<YamlNode> parse(String text, String file, Reading reading) {
        YamlTree tree = new YamlTree(text, file, reading);
        try {
            return tree.document();
        } catch (Refused refused) {
            reading.note(refused.problem);
        } catch (MarkedYamlEngineException e) {
            reading.note(tree.syntax(e));
        } catch (YamlEngineException e) {
            reading.note(new Problem(file, 0, "", "expected YAML", Found.quoted(String.valueOf(e.getMessage())), ""));
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (root.isPresent()) {
                    throw refuse(event, "expected one document", "a second one", "Remove the line with ---");
                }
                root = Optional.of(node(events.next(), 1));
            }
        }
        if (root.isEmpty()) {
            reading.note(new Problem(file, 0, "", "expected keys and values", "nothing", ""));
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw refuse(event, "expected at most " + MAX_DEPTH + " levels", "more", "");
        }
        return switch (event) {
            case AliasEvent alias ->
                throw refuse(event, "expected no alias", Found.quoted("*" + alias.getAlias()), "Write the value out");
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            case CollectionStartEvent list -> sequence(list, depth);
            default -> throw refuse(event, "expected a value", Found.quoted(event.toString()), "");
        };
    }

    private YamlNode scalar(ScalarEvent event) {
        event.getTag().ifPresent(tag -> refuseTag(event, tag));
        return new YamlNode.Scalar(event.getValue(), event.getScalarStyle() == ScalarStyle.PLAIN, line(event));
    }

    private YamlNode sequence(CollectionStartEvent event, int depth) {
        event.getTag().ifPresent(tag -> refuseTag(event, tag));
        List<YamlNode> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, depth + 1));
        }
        return new YamlNode.Sequence(items, line(event));
    }

    private YamlNode mapping(MappingStartEvent event, int depth) {
        event.getTag().ifPresent(tag -> refuseTag(event, tag));
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            YamlNode key = node(next, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar name)) {
                throw refuse(next, "expected a plain key", key.kind(), "");
            }
            Integer before = lines.putIfAbsent(name.text(), name.line());
            if (before == null) {
                entries.add(new Entry(name.text(), name.line(), value));
            } else {
                reading.note(new Problem(
                        file,
                        name.line(),
                        name.text(),
                        "expected each key once",
                        "it again",
                        "First on line " + before));
            }
        }
        return new YamlNode.Mapping(entries, line(event));
    }

    private void refuseTag(Event event, String tag) {
        throw refuse(event, "expected no tag", Found.quoted(tag), "Remove it; types follow from the key");
    }

    private Refused refuse(Event event, String expectation, String found, String hint) {
        return new Refused(new Problem(file, line(event), "", expectation, found, hint));
    }

    private Problem syntax(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().filter(this::hasText).or(e::getContextMark);
        int line = mark.map(at -> at.getLine() + 1).orElse(0);
        String there = mark.map(this::lineAt).orElse("");
        String hint = there.stripTrailing().contains("\t")
                ? "Indent with spaces, not with tabs"
                : String.valueOf(e.getProblem()).replaceAll("\\p{Cntrl}", "?");
        return new Problem(file, line, "", "expected YAML", Found.quoted(there.strip()), hint);
    }

    private boolean hasText(Mark mark) {
        return !lineAt(mark).isBlank();
    }

    private String lineAt(Mark mark) {
        return text.lines().skip(mark.getLine()).findFirst().orElse("");
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Ends the reading of one file; the problem is noted where it is caught. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.toString(), null, false, false);
            this.problem = problem;
        }
    }
}

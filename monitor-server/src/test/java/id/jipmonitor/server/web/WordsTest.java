package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.availability.Verdict;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.timeline.LinkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sentence exists in both languages, and every sentence that a page says exists. */
class WordsTest {
    private static final Pattern KEY = Pattern.compile("say\\((?:[a-z.()]+ \\? )?\"([a-z0-9.-]+)\"");
    private static final Pattern PROBLEM = Pattern.compile("HttpStatus\\.[A-Z_]+, \"([a-z.-]+)\"");

    @Test
    void bothLanguages_haveTheSameKeys() {
        assertThat(keys("id")).isEqualTo(keys("en"));
    }

    @Test
    void everyKeyThatPagesSay_exists() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path folder : new Path[] {Path.of("src/main/jte"), Path.of("src/main/java/id/jipmonitor/server/web")}) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file);
                    Stream.of(KEY, PROBLEM)
                            .forEach(pattern -> pattern.matcher(text)
                                    .results()
                                    .map(found -> found.group(1))
                                    .filter(Predicate.not(key -> key.endsWith(".")))
                                    .forEach(said::add));
                }
            }
        }
        assertThat(said).hasSizeGreaterThan(60);
        assertThat(keys("id")).containsAll(said);
    }

    @Test
    void everyAlternative_hasItsWord() {
        assertThat(keys("id"))
                .containsAll(named("state.", LinkState.values()))
                .containsAll(named("domain.", FaultDomain.values()))
                .containsAll(named("verdict.", Verdict.values()))
                .containsAll(named("incident.title.", Incident.Kind.values()))
                .containsAll(named("entry.", LogEntry.Kind.values()))
                .containsAll(named("kind.", Site.Kind.values()));
        assertThat(keys("id"))
                .containsAll(Arrays.stream(Range.values())
                        .map(range -> "range." + range.key())
                        .toList());
    }

    @Test
    void states_inIndonesian_areTheGlossarysWords() {
        assertThat(Arrays.stream(LinkState.values()).map(Words.INDONESIAN::state))
                .containsExactly("NORMAL", "MENURUN", "PUTUS", "PEMELIHARAAN", "TIDAK TERAMATI", "TANPA DATA");
    }

    @Test
    void unknownLanguage_isIndonesian() {
        assertThat(Words.of("xx").language()).isEqualTo("id");
        assertThat(Words.of("en").language()).isEqualTo("en");
    }

    private static Set<String> named(String prefix, Enum<?>[] values) {
        return Arrays.stream(values).map(each -> prefix + each.name()).collect(Collectors.toSet());
    }

    private static Set<String> keys(String language) {
        return ResourceBundle.getBundle(Words.BUNDLE, Locale.of(language)).keySet();
    }
}

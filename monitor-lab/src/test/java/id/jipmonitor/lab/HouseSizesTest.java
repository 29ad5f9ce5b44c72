package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.house.SizeRatchet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HouseSizesTest {
    /** Files that may be longer than the limit; this list may only shrink. */
    private static final Set<String> LONG_FILES = Set.of();

    @Test
    void mainSources_measured_keepTheLimits() {
        List<Path> sources = Stream.of("protocol", "agent", "server", "lab")
                .map(module -> Path.of("..", "monitor-" + module, "src", "main", "java"))
                .toList();
        assertThat(SizeRatchet.problems(sources, LONG_FILES)).isEmpty();
    }
}

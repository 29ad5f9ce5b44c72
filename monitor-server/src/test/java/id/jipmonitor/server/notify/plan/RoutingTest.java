package id.jipmonitor.server.notify.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static Route route(String receiver, List<Matcher> matchers, boolean continues, Route... children) {
        return new Route(
                matchers,
                receiver,
                List.of("domain", "subject"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                continues,
                List.of(children));
    }

    private static Matcher is(String label, String value) {
        return new Matcher(label, value, false);
    }

    private static List<String> receivers(Route root, Map<String, String> labels) {
        return Routing.of(root, labels).stream()
                .map(taken -> taken.route().receiver())
                .toList();
    }

    @Test
    void root_nothingElseMatches_takesTheAlert() {
        Route root = route("noc", List.of(), false, route("backbone", List.of(is("domain", "backbone")), false));
        assertThat(receivers(root, Map.of("domain", "access_link"))).containsExactly("noc");
    }

    @Test
    void sibling_withoutContinue_stopsAtTheFirstMatch() {
        Route root = route(
                "noc",
                List.of(),
                false,
                route("first", List.of(is("severity", "critical")), false),
                route("second", List.of(is("severity", "critical")), false));
        assertThat(receivers(root, Map.of("severity", "critical"))).containsExactly("first");
    }

    @Test
    void sibling_withContinue_isFollowedByLaterMatches() {
        Route root = route(
                "noc",
                List.of(),
                false,
                route("first", List.of(is("severity", "critical")), true),
                route("second", List.of(is("severity", "critical")), false));
        assertThat(receivers(root, Map.of("severity", "critical"))).containsExactly("first", "second");
    }

    @Test
    void negatedMatcher_absentLabel_fits() {
        Route root = route("noc", List.of(), false, route("rest", List.of(new Matcher("team", "noc", true)), false));
        assertThat(receivers(root, Map.of())).containsExactly("rest");
    }

    @Test
    void nested_deepestMatchWins_andPathNamesIt() {
        Route root = route(
                "noc",
                List.of(),
                false,
                route("other", List.of(is("severity", "info")), false),
                route(
                        "critical",
                        List.of(is("severity", "critical")),
                        false,
                        route("backbone", List.of(is("domain", "backbone")), false)));
        List<Routing.Taken> taken =
                Routing.of(root, Map.of("severity", "critical", "domain", "backbone", "subject", "madura"));
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst()
                        .group(Map.of("domain", "backbone", "subject", "madura"))
                        .toString())
                .isEqualTo("backbone/1.0/domain=backbone,subject=madura");
    }
}

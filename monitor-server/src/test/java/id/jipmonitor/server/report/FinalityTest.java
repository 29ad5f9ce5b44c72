package id.jipmonitor.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.server.availability.Period;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A hole without explanation keeps every report over it provisional. */
class FinalityTest {
    private static final AgentId SITE = new AgentId("site");
    private static final AgentId HUB = new AgentId("hub");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant BEFORE = FROM.minusSeconds(1);
    private static final Instant DURING = FROM.plusSeconds(1);
    private static final Instant AFTER = TO.plusSeconds(1);

    static Stream<Arguments> decisions() {
        return Stream.of(
                row("all accounted for", List.of(boot(SITE, "b1", 0, AFTER)), List.of()),
                row("heard to the very end", List.of(boot(SITE, "b1", 0, TO)), List.of()),
                row(
                        "a hole",
                        List.of(boot(SITE, "b1", 3, AFTER)),
                        List.of("site, boot b1: 3 results are not accounted for")),
                row(
                        "a hole in a boot that ended within the period",
                        List.of(boot(SITE, "b1", 3, DURING), boot(SITE, "b2", 0, AFTER)),
                        List.of("site, boot b1: 3 results are not accounted for")),
                row(
                        "a hole in a boot that ended before it",
                        List.of(boot(SITE, "b1", 3, BEFORE), boot(SITE, "b2", 0, AFTER)),
                        List.of()),
                row(
                        "a hole of an agent that does not judge",
                        List.of(boot(SITE, "b1", 0, AFTER), boot(HUB, "b", 9, AFTER)),
                        List.of()),
                row(
                        "silent since within the period",
                        List.of(boot(SITE, "b1", 0, DURING)),
                        List.of("site: nothing was heard since 2026-11-01T00:00:01Z")),
                row("never heard", List.of(), List.of("site: nothing was ever heard")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void of_ledgers_isFinalOnlyWhenNothingCanStillCome(String why, List<Finality.Delivery> known, List<String> open) {
        Finality finality = Finality.of(List.of(SITE), known, new Period(FROM, TO));

        assertThat(finality.open()).as(why).isEqualTo(open);
        assertThat(finality.word()).isEqualTo(open.isEmpty() ? "FINAL" : "PROVISIONAL");
    }

    private static Arguments row(String why, List<Finality.Delivery> known, List<String> open) {
        return Arguments.of(why, known, open);
    }

    private static Finality.Delivery boot(AgentId agent, String boot, long missing, Instant heardAt) {
        return new Finality.Delivery(agent, boot, missing, heardAt);
    }
}

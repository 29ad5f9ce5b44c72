package id.jipmonitor.protocol;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import id.jipmonitor.protocol.house.HouseRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house's rules, held by this module. */
class ArchitectureTest {
    private static final String ROOT = "id.jipmonitor.protocol";
    private static final List<String> WIRINGS = List.of();
    private static final String ARROWS = """
            protocol.model
            protocol.settings
            protocol.assignment -> protocol.model protocol.settings
            protocol.wire -> protocol.model protocol.wire.*
            protocol.tls -> protocol.model
            """;

    @TestFactory
    Stream<DynamicTest> mainCode_everyRule_holds() {
        JavaClasses classes = HouseRules.mainClasses(ROOT);
        Stream<ArchRule> rules = Stream.concat(
                HouseRules.forMain(ROOT, ARROWS, WIRINGS),
                Stream.of(
                        HouseRules.confined(
                                "..wire.proto..",
                                "the wire format may change without anybody else noticing",
                                "..protocol.wire.."),
                        HouseRules.confined(
                                "org.snakeyaml..",
                                "one reader means one kind of message for a mistake in a file",
                                "..protocol.settings..")));
        return rules.map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    @Test
    void tests_waiting_neverSleeps() {
        HouseRules.testsDoNotSleep().check(HouseRules.allClasses(ROOT));
    }
}

package id.jipmonitor.agent;

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
    private static final String ROOT = "id.jipmonitor.agent";
    private static final List<String> WIRINGS = List.of("Agent", "AgentMain");
    private static final String ARROWS = """
            agent -> agent.* protocol.*
            agent.probe -> protocol.model protocol.assignment protocol.settings agent.probe.*
            agent.probe.icmp -> agent.probe protocol.model protocol.assignment
            agent.probe.tcp -> agent.probe protocol.model protocol.assignment
            agent.probe.snmp -> agent.probe protocol.model protocol.assignment protocol.settings
            agent.selfview -> protocol.model protocol.settings
            agent.schedule -> agent.probe protocol.model protocol.assignment
            agent.spool -> protocol.model protocol.wire protocol.settings
            agent.assignment -> protocol.model protocol.assignment protocol.settings
            agent.uplink -> agent.spool protocol.model protocol.wire protocol.tls protocol.assignment protocol.settings
            agent.enrol -> protocol.model protocol.wire protocol.tls protocol.settings
            agent.page -> agent.spool protocol.model protocol.settings
            """;

    @TestFactory
    Stream<DynamicTest> mainCode_everyRule_holds() {
        JavaClasses classes = HouseRules.mainClasses(ROOT);
        Stream<ArchRule> rules = Stream.concat(
                HouseRules.forMain(ROOT, ARROWS, WIRINGS),
                Stream.of(
                        HouseRules.confined(
                                "org.quartz..",
                                "Quartz says only that a round is due; nothing else may lean on it",
                                "..agent.schedule.."),
                        HouseRules.confined("org.snmp4j..", "SNMP is one probe type", "..agent.probe.snmp.."),
                        HouseRules.confined(
                                "java.sql..",
                                "the spool is the only thing the agent keeps in a database",
                                "..agent.spool.."),
                        HouseRules.confined(
                                "..wire.proto..",
                                "the wire format may change without anybody else noticing",
                                "..protocol.wire..")));
        return rules.map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    @Test
    void tests_waiting_neverSleeps() {
        HouseRules.testsDoNotSleep().check(HouseRules.allClasses(ROOT));
    }
}

package id.jipmonitor.lab;

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
    private static final String ROOT = "id.jipmonitor.lab";
    /** Lifeline ends an inner program whose outer one has ended, or whose time is over: nobody is left to return to. FarServer and
     * StoreWriter are mains of programs of their own. */
    private static final List<String> WIRINGS = List.of("LabMain", "Lifeline", "FarServer", "StoreWriter");

    private static final String ARROWS = """
            lab -> lab.* protocol.* agent.* server.*
            lab.tcp -> lab.network
            lab.snmp -> lab.network
            lab.bench -> lab.network lab.tcp lab.snmp agent agent.probe agent.probe.icmp agent.probe.snmp agent.probe.tcp protocol.model protocol.assignment protocol.settings protocol.tls
            lab.delivery -> lab.network agent.spool agent.uplink server.ingest server.state server.store protocol.model protocol.settings protocol.tls protocol.wire
            lab.demo -> lab.network lab.mail protocol.model server.store
            """;

    @TestFactory
    Stream<DynamicTest> mainCode_everyRule_holds() {
        JavaClasses classes = HouseRules.mainClasses(ROOT);
        Stream<ArchRule> rules = HouseRules.forMain(ROOT, ARROWS, WIRINGS);
        return rules.map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    @Test
    void tests_waiting_neverSleeps() {
        HouseRules.testsDoNotSleep().check(HouseRules.allClasses(ROOT));
    }
}

package id.jipmonitor.server;

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
    private static final String ROOT = "id.jipmonitor.server";
    private static final List<String> WIRINGS = List.of(
            "Server",
            "ServerMain",
            "RunCommand",
            "InitCommand",
            "ReplayCommand",
            "ExportCommand",
            "IncidentsCommand",
            "AvailabilityCommand",
            "StatusCommand");
    private static final String ARROWS = """
            server -> server.* protocol.*
            server.inventory -> protocol.model protocol.assignment protocol.settings
            server.ingest -> server.state protocol.model protocol.wire protocol.tls protocol.settings
            server.enrol -> server.ingest server.state protocol.model protocol.wire protocol.tls protocol.settings
            server.store -> server.store.* protocol.model protocol.settings
            server.store.embedded -> server.store protocol.model
            server.store.influx -> server.store protocol.model protocol.settings
            server.timeline -> server.inventory protocol.model protocol.assignment
            server.path -> protocol.model
            server.availability -> server.timeline server.inventory protocol.model
            server.alert -> server.timeline server.inventory protocol.model protocol.assignment
            server.incident -> server.alert server.state protocol.model
            server.evaluate -> server.alert server.path server.timeline server.store server.incident server.inventory protocol.model protocol.assignment
            server.upkeep -> server.alert server.incident protocol.model
            server.report -> server.alert server.incident server.store server.availability server.inventory server.timeline protocol.model
            server.notify -> server.notify.* server.incident server.alert server.state protocol.model protocol.settings
            server.notify.plan -> server.incident server.alert protocol.model
            server.notify.email -> server.notify server.notify.plan server.incident protocol.settings
            server.notify.webhook -> server.notify server.notify.plan server.incident protocol.settings protocol.model server.alert
            server.web -> server.incident server.path server.store server.availability server.inventory server.timeline server.report server.alert server.state server.web.* protocol.model protocol.assignment
            server.web.account ->
            server.state -> protocol.settings
            """;

    @TestFactory
    Stream<DynamicTest> mainCode_everyRule_holds() {
        JavaClasses classes = HouseRules.mainClasses(ROOT);
        Stream<ArchRule> rules = Stream.concat(
                HouseRules.forMain(ROOT, ARROWS, WIRINGS),
                Stream.of(
                        HouseRules.confined(
                                "org.rocksdb..",
                                "the embedded store may become another engine",
                                "..server.store.embedded.."),
                        HouseRules.confined(
                                "org.influxdb..", "InfluxDB is one of the stores", "..server.store.influx.."),
                        HouseRules.confined(
                                "java.sql..",
                                "the relational state is opened and migrated in one place",
                                "..server.state.."),
                        HouseRules.confined("io.javalin..", "pages are one way in", "..server.web.."),
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

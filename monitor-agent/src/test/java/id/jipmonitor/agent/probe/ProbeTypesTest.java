package id.jipmonitor.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** THE list is whole: every type, every kind of settings, every section of the manual. */
class ProbeTypesTest {
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ProbeTypes types = ProbeTypes.open(new ProbeEnvironment(
            InstantSource.system(), System::nanoTime, eventLoops, Trust.system(), Map.of(), Specs.UNLIMITED));

    @AfterEach
    void close() {
        types.close();
        var _ = eventLoops.shutdownGracefully();
    }

    private Set<String> listed() {
        return types.all().stream().map(ProbeType::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void list_everyImplementation_isInIt() {
        Set<String> written = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("id.jipmonitor.agent")
                        .stream()
                        .filter(each -> each.isAssignableTo(ProbeType.class) && !each.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(types.all())
                .extracting(each -> each.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void list_everyKindOfSettings_hasItsType() {
        List<String> kinds = Arrays.stream(ProbeSettings.class.getPermittedSubclasses())
                .map(each -> each.getSimpleName().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(listed()).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void manual_everyType_hasASection() throws Exception {
        String manual = Files.readString(Path.of("../docs/probes.md"));

        assertThat(listed()).allSatisfy(name -> assertThat(manual).contains("\n## " + name + "\n"));
    }

    @Test
    void open_eachKindOfSettings_findsItsType() {
        var icmp = new ProbeSettings.Icmp(1, Duration.ofSeconds(1), 16, 0, false, 64);
        try (Probe probe = types.open(Specs.of("127.0.0.1", Duration.ofSeconds(1), icmp))) {
            assertThat(probe).isNotNull();
        }
    }

    @Test
    void droppedPackets_atFirst_areNone() {
        assertThat(types.droppedPackets()).isZero();
    }

    @Test
    void type_closed_refusesForeignSettings() {
        var icmp = new ProbeSettings.Icmp(1, Duration.ofSeconds(1), 16, 0, false, 64);
        ProbeType snmp = types.all().stream()
                .filter(each -> each.name().equals("snmp"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> snmp.open(Specs.of("127.0.0.1", Duration.ofSeconds(1), icmp)))
                .hasMessage("probe-1 settings: expected snmp. Found: icmp");
    }
}

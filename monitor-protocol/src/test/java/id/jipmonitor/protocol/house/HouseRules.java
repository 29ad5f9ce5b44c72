package id.jipmonitor.protocol.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The rules that every module obeys, each with its reason. */
public final class HouseRules {
    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(
                    "..protocol.model..",
                    "..server.timeline..",
                    "..server.alert..",
                    "..server.availability..",
                    "..server.notify.plan..")
            .or(simpleNameEndingWith("Rule"))
            .or(nameMatching(".*\\.(Spread|SendWindow|Backoff|DeliveryLedger|ClockOffset|Rollup)(\\$.*)?"))
            .as("pure code");

    private static final DescribedPredicate<JavaClass> OUTSIDE = resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.sql..",
                    "org.slf4j..",
                    "io.netty..",
                    "io.micrometer..",
                    "org.jdbi..")
            .and(DescribedPredicate.not(
                    nameMatching("java\\.io\\.(Serializable|ObjectStreamException|UncheckedIOException)")))
            .as("the outside world");

    private HouseRules() {}

    /** The main classes below a package of the house. */
    public static JavaClasses mainClasses(String packageName) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(packageName);
    }

    /** The main and test classes below a package of the house. */
    public static JavaClasses allClasses(String packageName) {
        return new ClassFileImporter().importPackages(packageName);
    }

    /** Every rule for main code; {@code wirings} are the simple names that may read a clock and end the process. */
    public static Stream<ArchRule> forMain(String moduleRoot, String arrows, List<String> wirings) {
        return Stream.of(
                slices().matching(moduleRoot + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)
                        .because("a room that can be understood alone can be changed alone"),
                classes()
                        .that(DescribedPredicate.not(resideInAnyPackage("..wire.proto..")))
                        .should(Arrows.of(arrows))
                        .because("the design lists who knows whom, and everybody relies on the rest being unknown"),
                noClasses()
                        .that(PURE)
                        .should()
                        .dependOnClassesThat(OUTSIDE)
                        .because("decisions must give the same answer live, late and in replay")
                        .allowEmptyShould(true),
                readsNoClock(wirings),
                noClasses()
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(InetAddress.class, "isReachable", int.class)
                        .because("waiting belongs to a scheduler, and isReachable falls back to TCP port 7"),
                noClasses()
                        .that(DescribedPredicate.not(mains(wirings)))
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .because("only a main ends the process"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)")
                        .because("a name says what a thing is for")
                        .allowEmptyShould(true));
    }

    /** Libraries that only one place may see: {@code library package -> packages of the house}. */
    public static ArchRule confined(String libraryPackage, String because, String... homes) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(homes)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(libraryPackage)
                .because(because);
    }

    /** The rule for tests: they wait for conditions, never for time. */
    public static ArchRule testsDoNotSleep() {
        return noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a test that sleeps is slow when it passes and random when it fails");
    }

    private static ArchRule readsNoClock(List<String> wirings) {
        return noClasses()
                .that(DescribedPredicate.not(mains(wirings)))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .because("time is passed in, so that every decision can be repeated");
    }

    private static DescribedPredicate<JavaClass> mains(List<String> wirings) {
        return DescribedPredicate.describe(
                "wirings", type -> wirings.contains(outermost(type).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
    }
}

package id.jipmonitor.protocol.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package may know which, as a table that reads like the design's list of arrows. One line a package, relative to
 * {@code id.jipmonitor}: {@code server.web -> server.incident server.store protocol.*}. A package may always know
 * itself; a package without a line may know nothing of the house.
 */
public final class Arrows extends ArchCondition<JavaClass> {
    private static final String ROOT = "id.jipmonitor.";

    private final Map<String, Set<String>> allowed = new TreeMap<>();

    private Arrows(String table) {
        super("keep to the arrows of the design");
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::read);
    }

    /** The condition that a table of arrows describes. */
    public static Arrows of(String table) {
        return new Arrows(table);
    }

    private void read(String line) {
        String[] sides = line.split("->", 2);
        Set<String> targets = new TreeSet<>();
        if (sides.length == 2) {
            Arrays.stream(sides[1].strip().split("\\s+")).forEach(targets::add);
        }
        allowed.put(sides[0].strip(), targets);
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        String from = relative(origin);
        for (Dependency each : origin.getDirectDependenciesFromSelf()) {
            String to = relative(each.getTargetClass());
            if (!to.isEmpty() && !to.equals(from) && !mayKnow(from, to)) {
                events.add(SimpleConditionEvent.violated(
                        origin, from + " -> " + to + " is no arrow of the design: " + each.getDescription()));
            }
        }
    }

    private boolean mayKnow(String from, String to) {
        for (String each : allowed.getOrDefault(from, Set.of())) {
            boolean subtree = each.endsWith(".*");
            String name = subtree ? each.substring(0, each.length() - 2) : each;
            if (to.equals(name) || (subtree && to.startsWith(name + "."))) {
                return true;
            }
        }
        return false;
    }

    private static String relative(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }
}

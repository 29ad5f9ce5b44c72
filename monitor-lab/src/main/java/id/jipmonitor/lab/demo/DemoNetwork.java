package id.jipmonitor.lab.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derives the demo's network file from the real one: the same sites, links and segments, with rounds so close together
 * that a fault is seen within seconds, and only the agents that the demo runs.
 */
final class DemoNetwork {
    private static final String ROUND = "2 s";
    private static final String DEVICE_ROUND = "5 s";
    private static final String WAITING_TIME = "1 s";
    private static final int LOOPBACK_PORTS = 20_000;

    private final Map<String, Object> root;

    DemoNetwork(Map<String, Object> file) {
        root = new LinkedHashMap<>(file);
    }

    /** The changed document. */
    Map<String, Object> document() {
        return root;
    }

    /** The table of sites lies beside the original. */
    DemoNetwork locate(Path original) {
        change("sites", sites -> {
            Object file = sites.get("file");
            if (file != null) {
                sites.put(
                        "file",
                        original.resolveSibling(file.toString())
                                .toAbsolutePath()
                                .toString());
            }
        });
        return this;
    }

    DemoNetwork onlyAgents(List<String> agents) {
        change("agents", all -> all.keySet().retainAll(agents));
        return this;
    }

    /** Every probe every few seconds, but for those that walk a whole path: they cannot, and judge nothing. */
    DemoNetwork hurry() {
        eachTemplate(template -> {
            if (template.containsKey("path")) {
                return;
            }
            boolean device = template.containsKey("snmp");
            template.keySet().removeAll(List.of("cron", "zone", "interval"));
            template.put("every", device ? DEVICE_ROUND : ROUND);
            template.put("waiting_time", WAITING_TIME);
            if (template.containsKey("icmp")) {
                Map<String, Object> echo = map(template.get("icmp"));
                echo.put("count", 5);
                echo.put("gap", "200 ms");
                template.put("icmp", echo);
            }
        });
        return this;
    }

    /** For a laboratory that cannot cut ICMP and may not open low ports: TCP judges, on high ports. */
    DemoNetwork forLoopback(UnaryOperator<String> address) {
        eachTemplate(template -> {
            boolean connects = template.containsKey("tcp");
            boolean fromHub = "hub".equals(template.get("from"));
            template.put("judges", connects && fromHub);
            raisePort(template, "tcp");
            raisePort(template, "snmp");
            template.computeIfPresent("target", (key, target) -> mapped(target.toString(), address));
        });
        List<Object> links = new ArrayList<>();
        for (Object link : (List<?>) root.getOrDefault("links", List.of())) {
            Map<String, Object> changed = map(link);
            Map<String, Object> addresses = map(changed.get("addresses"));
            addresses.replaceAll((name, value) -> mapped(value.toString(), address));
            changed.put("addresses", addresses);
            links.add(changed);
        }
        root.put("links", links);
        return this;
    }

    private static void raisePort(Map<String, Object> template, String type) {
        if (template.get(type) instanceof Map<?, ?> settings) {
            Map<String, Object> changed = map(settings);
            changed.computeIfPresent("port", (key, port) -> LOOPBACK_PORTS + Integer.parseInt(port.toString()));
            template.put(type, changed);
        }
    }

    private static String mapped(String value, UnaryOperator<String> address) {
        return value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") ? address.apply(value) : value;
    }

    private void eachTemplate(Consumer<Map<String, Object>> change) {
        change(
                "probe_templates",
                templates -> templates.replaceAll((name, template) -> {
                    Map<String, Object> changed = map(template);
                    change.accept(changed);
                    return changed;
                }));
    }

    private void change(String key, Consumer<Map<String, Object>> change) {
        Map<String, Object> part = map(root.get(key));
        change.accept(part);
        root.put(key, part);
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> known) {
            known.forEach((name, each) -> copy.put(String.valueOf(name), each));
        }
        return copy;
    }
}

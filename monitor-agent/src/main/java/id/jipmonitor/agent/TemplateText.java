package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.snmp.DeviceInventory;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.NetworkInterface;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes entries of {@code probe_templates} that watch one device, indented to stand below that key. */
final class TemplateText {
    /** As many as a probe may name; see {@link ProbeSettings.Snmp}. */
    private static final int MAX_NAMES = 400;

    private static final int MAX_TARGET_IN_NAME = 50;

    private final String target;
    private final ProbeSettings.Snmp snmp;
    private final boolean english;

    TemplateText(String target, ProbeSettings.Snmp snmp, boolean english) {
        this.target = target;
        this.snmp = snmp;
        this.english = english;
    }

    /** One template for what it has of interfaces, one for its peers. */
    String of(DeviceInventory device) {
        String interfaces =
                device.interfaces().isEmpty() ? "" : template("interfaces") + names(wanted(device.interfaces()));
        return interfaces + (device.peers().isEmpty() ? "" : template("bgp"));
    }

    private String template(String facts) {
        return "  " + name(facts) + ":\n"
                + word(
                        "    # hub: agen di pusat bertanya; site: agen di lokasi tautan.\n",
                        "    # hub: agents at the hub ask; site: agents at the link's site.\n")
                + "    from: hub\n"
                + "    judges: false\n"
                + "    id: ${link}-" + facts + "\n"
                + word(
                        "    # Untuk banyak tautan: nama alamatnya, misalnya ${cpe}.\n",
                        "    # For many links: a name of their addresses, like ${cpe}.\n")
                + "    target: " + quoted(target) + "\n"
                + "    every: 60 s\n"
                + "    waiting_time: 10 s\n"
                + "    snmp:\n"
                + "      facts: " + facts + "\n"
                + "      port: " + snmp.port() + "\n"
                + "      credentials: " + quoted(snmp.credentials()) + "\n";
    }

    private String names(List<NetworkInterface> wanted) {
        if (wanted.isEmpty() || wanted.size() > MAX_NAMES) {
            return "";
        }
        StringBuilder text = new StringBuilder(word(
                "      # Yang ifAdminStatus-nya up; tanpa daftar ini semuanya dibaca.\n",
                "      # Those whose ifAdminStatus is up; without the list all are read.\n"));
        text.append("      interfaces:\n");
        for (NetworkInterface each : wanted) {
            String alias = each.alias().isEmpty() ? "" : " # " + each.alias();
            text.append("        - ").append(quoted(each.name())).append(alias).append('\n');
        }
        return text.toString();
    }

    /** Those that are meant to work, each name once. A name that looks like a placeholder cannot stand in a template. */
    private static List<NetworkInterface> wanted(List<NetworkInterface> all) {
        Map<String, NetworkInterface> byName = new LinkedHashMap<>();
        all.stream()
                .filter(each -> each.wanted() && !each.name().contains("${"))
                .forEach(each -> byName.putIfAbsent(each.name(), each));
        return List.copyOf(byName.values());
    }

    /** An identity made of the target: small letters, digits, dots and hyphens, with one of the first two at each end. */
    private String name(String facts) {
        String safe = target.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "-");
        String cut = safe.substring(0, Math.min(safe.length(), MAX_TARGET_IN_NAME));
        return cut.replaceAll("^[^a-z0-9]+", "") + "-" + facts;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String word(String indonesian, String englishText) {
        return english ? englishText : indonesian;
    }
}

package id.jipmonitor.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The settings files of the demo's programs, all below one directory. */
public final class DemoFiles {
    private static final String COMMUNITY = "public";

    private final Path directory;

    /** @param directory exists, is empty and goes after the demo */
    public DemoFiles(Path directory) {
        this.directory = directory;
    }

    /** network.yaml as {@link DemoNetwork} derives it; addresses pass through the function in a loopback laboratory. */
    public Path network(Path original, List<String> agents, boolean loopback, UnaryOperator<String> address)
            throws IOException {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(original));
        Map<String, Object> document = new LinkedHashMap<>();
        ((Map<?, ?>) read).forEach((key, value) -> document.put(String.valueOf(key), value));
        DemoNetwork network =
                new DemoNetwork(document).locate(original).onlyAgents(agents).hurry();
        return write("network.yaml", (loopback ? network.forLoopback(address) : network).document());
    }

    /** rules.yaml: one receiver, told after a short wait, for every kind of incident. */
    public Path rules(String language) throws IOException {
        return write(
                "rules.yaml",
                Map.of(
                        // As in config/rules.yaml: a short dip in quality is no incident.
                        "rules",
                        Map.of("link_degraded", Map.of("for", "5 m"), "site_blind", Map.of("for", "1 m")),
                        "route",
                        Map.of(
                                "receiver", "noc",
                                "group_by", List.of("incident"),
                                "group_wait", "2 s",
                                "group_interval", "1 s",
                                "repeat_interval", "4 h"),
                        "receivers",
                        Map.of("noc", Map.of("language", language, "email", List.of("noc@example.go.id")))));
    }

    /** server.yaml. */
    public Path server(int ingestPort, int webPort, String publicUrl, int mailPort, String language)
            throws IOException {
        return write(
                "server.yaml",
                Map.of(
                        "data_directory", directory.resolve("server").toString(),
                        "network", "network.yaml",
                        "rules", "rules.yaml",
                        "language", language,
                        "ingest", Map.of("listen", "0.0.0.0:" + ingestPort, "tls", tls(pki(), "server", pki())),
                        "web",
                                Map.of(
                                        "listen",
                                        "127.0.0.1:" + webPort,
                                        "public_url",
                                        publicUrl,
                                        "secure_cookies",
                                        false),
                        "email",
                                Map.of(
                                        "relay", "127.0.0.1:" + mailPort,
                                        "security", "none",
                                        "from", "jip-monitor@example.go.id")));
    }

    /** One agent's agent.yaml. */
    public Path agent(String id, String server, List<String> anchors, boolean gateway) throws IOException {
        Path secret = directory.resolve("community");
        if (!Files.exists(secret)) {
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, COMMUNITY);
        }
        Path own = pki().resolve("agents").resolve(id);
        return write(
                id + ".yaml",
                Map.of(
                        "agent", id,
                        "data_directory", directory.resolve(id).toString(),
                        "uplink", Map.of("servers", List.of(server), "tls", tls(own, "agent", own)),
                        "limits", Map.of("allowed_targets", List.of("10.35.0.0/16", "127.0.0.0/8")),
                        "self_view", Map.of("gateway", gateway, "anchors", anchors),
                        "snmp_credentials", Map.of("cpe", Map.of("community", "${file:" + secret + "}"))));
    }

    /** Where {@code server init} puts keys and certificates. */
    public Path pki() {
        return directory.resolve("pki");
    }

    private static Map<String, Object> tls(Path own, String name, Path authorities) {
        return Map.of(
                "certificate", own.resolve(name + ".crt").toString(),
                "key", own.resolve(name + ".key").toString(),
                "authorities", authorities.resolve("ca.crt").toString());
    }

    private Path write(String name, Map<String, Object> document) throws IOException {
        DumpSettings block =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return Files.writeString(directory.resolve(name), new Dump(block).dumpToString(document));
    }
}

package id.jipmonitor.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import id.jipmonitor.lab.demo.Found.IncidentFound;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The server as its own page and API tell of it. */
public final class ServerDesk implements Monitor, AutoCloseable {
    private final Page page;

    /** @param root where the page is served */
    public ServerDesk(URI root) {
        page = new Page(root);
    }

    /** Whether the page answers. */
    public boolean answers() {
        return page.answers();
    }

    /** Makes the demo's login through the one-time set-up link and signs in. */
    public void signIn(String token, String name, String password) throws IOException {
        page.setUp(token, name, password);
    }

    @Override
    public Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        ask("overview")
                .path("links")
                .forEach(link -> states.merge(link.path("state").asText(), 1, Integer::sum));
        return states;
    }

    @Override
    public List<IncidentFound> incidents() {
        List<IncidentFound> found = new ArrayList<>();
        ask("incidents").path("incidents").forEach(incident -> found.add(incident(incident)));
        return found;
    }

    private static IncidentFound incident(JsonNode incident) {
        Set<String> links = new TreeSet<>();
        incident.path("links").forEach(link -> links.add(link.asText()));
        return new IncidentFound(
                incident.path("id").asText(),
                incident.path("kind").asText(),
                incident.path("domain").asText(),
                incident.path("subject").asText(),
                links,
                !incident.hasNonNull("ends_at"));
    }

    private JsonNode ask(String path) {
        try {
            return page.api(path);
        } catch (IOException silent) {
            throw new LabException("the server's API: " + silent, silent);
        }
    }

    @Override
    public void close() {
        page.close();
    }
}

package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.timeline.LinkState;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API does what its description says, no more and no less. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERIES =
            "/api/v1/links/kab-bangkalan-jip/series?from=2026-11-24T01:00:00Z&to=2026-11-24T07:00:00Z&step=PT5M";

    @TempDir
    Path directory;

    private Site43 site;
    private Browser browser;
    private JsonNode description;

    @BeforeEach
    void open() throws IOException {
        site = new Site43(directory, true);
        Scene.eastJavaWithTrouble(site);
        browser = new Browser(site).asOperator();
        description = JSON.readTree(browser.get("/api/v1/openapi.json").body());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void everyApiRoute_isDescribedAndEveryDescriptionHasARoute() {
        Set<String> routes = site.server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .filter(each -> each.endpoint.method.isHttpMethod())
                .filter(each -> each.endpoint.path.startsWith("/api/"))
                .map(each -> each.endpoint.method + " " + each.endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        Iterator<String> paths = description.get("paths").fieldNames();
        paths.forEachRemaining(path -> description
                .get("paths")
                .get(path)
                .fieldNames()
                .forEachRemaining(method -> {
                    described.add(HandlerType.findOrCreate(method.toUpperCase(java.util.Locale.ROOT)) + " " + path);
                }));
        assertThat(described).isEqualTo(routes);
        assertThat(browser.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void liveAnswers_fitTheirSchemas() throws IOException {
        String incident = site.incidents.open().getFirst().id().value();
        fits("Overview", browser.get("/api/v1/overview"));
        fits("Link", browser.get("/api/v1/links/kab-bangkalan-jip"));
        fits("Link", browser.get("/api/v1/links/opd-dindik-jip"));
        fits("Series", browser.get(SERIES));
        fits("Series", browser.get(SERIES + "&probe=kab-bangkalan-jip-tcp"));
        fits("Incidents", browser.get("/api/v1/incidents"));
        fits("IncidentRecord", browser.get("/api/v1/incidents/" + incident));
    }

    @Test
    void refusals_areProblemDocuments() throws IOException {
        problem(new Browser(site).get("/api/v1/overview"), 401, "Sign in first.");
        problem(browser.get("/api/v1/links/nowhere"), 404, "Found: nowhere");
        problem(browser.get("/api/v1/nowhere"), 404, "There is no page");
        problem(browser.get("/api/v1/incidents/nowhere"), 404, "Found: nowhere");
        problem(browser.get(SERIES + "&probe=nothing"), 404, "Found: nothing");
        problem(browser.get(SERIES.replace("PT5M", "PT1S")), 400, "at most 2000 steps");
        problem(browser.get(SERIES.replace("PT5M", "yesterday")), 400, "Found: yesterday");
        problem(browser.get(SERIES.replace("2026-11-24T01", "2030-11-24T01")), 400, "expected from before to");
        problem(browser.get(SERIES.replace("from=2026", "from=1926")), 400, "years 1970 to 2199");
        problem(browser.get(SERIES.replace("to=2026", "to=soon")), 400, "Found: to=soon");
    }

    @Test
    void overview_everyLink_isThereOnceWithItsState() throws IOException {
        JsonNode overview = JSON.readTree(browser.get("/api/v1/overview").body());
        assertThat(overview.get("links")).hasSize(43);
        Set<String> states = new TreeSet<>();
        overview.get("links").forEach(each -> states.add(each.get("state").asText()));
        assertThat(states).contains(LinkState.UP.name(), LinkState.DOWN.name(), LinkState.BLIND.name());
        assertThat(overview.get("incidents").get(0).get("kind").asText())
                .isIn(Set.of(Incident.Kind.LINK_DOWN.name(), Incident.Kind.SITE_BLIND.name()));
    }

    @Test
    void series_stretchWithoutRounds_hasNoBucket() throws IOException {
        JsonNode buckets = JSON.readTree(browser.get(SERIES).body()).get("buckets");
        assertThat(buckets.size()).isBetween(60, 71);
    }

    @Test
    void metrics_withLogin_arePrometheusText() {
        assertThat(browser.get("/metrics").body()).isEqualTo("jip_up 1\n");
    }

    private void fits(String schema, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(problems(schema, answer.body())).as(schema).isEmpty();
    }

    private void problem(HttpResponse<String> answer, int status, String words) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(problems("Problem", answer.body())).isEmpty();
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(words);
    }

    private Set<ValidationMessage> problems(String schema, String document) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", description.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(root)
                .validate(
                        JSON.readTree(document),
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }
}

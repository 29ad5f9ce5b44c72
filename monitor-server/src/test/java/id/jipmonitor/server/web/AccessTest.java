package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.web.account.Account.Role;
import id.jipmonitor.server.web.account.Accounts;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody sees or changes anything without a login and a form of ours. */
class AccessTest {
    private static final Set<String> WITHOUT_LOGIN =
            Set.of("/health", "/assets/{digest}/{name}", "/login", "/setup", "/language");
    private static final String INCIDENT = "00000000000000aa";

    @TempDir
    Path directory;

    private Site43 site;

    @BeforeEach
    void open() {
        site = new Site43(directory, true);
        site.record(new Incident(
                new IncidentId(INCIDENT),
                Incident.Kind.LINK_DOWN,
                FaultDomain.ACCESS_LINK,
                EastJava.BANGKALAN.value(),
                List.of(EastJava.BANGKALAN),
                Site43.NOW.minusSeconds(60),
                Site43.NOW.minusSeconds(30),
                Optional.empty(),
                List.of()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void everyRoute_withoutLogin_isTurnedAway() {
        List<Endpoint> routes = routes();
        assertThat(routes).hasSizeGreaterThan(15);
        for (Endpoint route : routes) {
            if (!WITHOUT_LOGIN.contains(route.path)) {
                String path = filled(route.path);
                HttpResponse<String> answer = new Browser(site).send(route.method.name(), path);
                boolean page = route.method.equals(HandlerType.GET) && !path.startsWith("/api/");
                assertThat(answer.statusCode()).as("%s %s", route.method, path).isEqualTo(page ? 303 : 401);
                assertThat(answer.body()).doesNotContain("Bangkalan");
            }
        }
    }

    @Test
    void pageWithoutLogin_afterLogin_isReached() {
        Browser browser = new Browser(site);
        HttpResponse<String> away = browser.get("/links/kab-bangkalan-jip?range=24h");
        assertThat(away.headers().firstValue("Location"))
                .hasValue("/login?next=%2Flinks%2Fkab-bangkalan-jip%3Frange%3D24h");
        HttpResponse<String> in = browser.post(
                "/login",
                Map.of(
                        "name",
                        Site43.OPERATOR,
                        "password",
                        Site43.PASSWORD,
                        "next",
                        "/links/kab-bangkalan-jip?range=24h",
                        "proof",
                        browser.proof("/login")));
        assertThat(in.headers().firstValue("Location")).hasValue("/links/kab-bangkalan-jip?range=24h");
        assertThat(browser.get("/links/kab-bangkalan-jip?range=24h").statusCode())
                .isEqualTo(200);
    }

    @Test
    void health_toldToAnybody_isNothingButAlive() {
        HttpResponse<String> answer = new Browser(site).get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "set-cookie");
    }

    @Test
    void everyAnswer_ofBrowsers_isNarrowed() {
        HttpResponse<String> answer = new Browser(site).get("/login");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
        assertThat(answer.body()).doesNotContain("<script>", "style=\"", "onclick", "http://", "https://");
    }

    @Test
    void post_withoutProofOfAForm_isRefused() {
        Browser browser = new Browser(site).asOperator();
        String path = "/incidents/" + INCIDENT + "/acknowledgements";
        assertThat(browser.post(path, Map.of("comment", "teknisi berangkat")).statusCode())
                .isEqualTo(403);
        assertThat(browser.post(path, Map.of("comment", "teknisi berangkat", "proof", "0".repeat(64)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.incidents.entries(new IncidentId(INCIDENT))).hasSize(1);
    }

    @Test
    void post_withProofOfAnotherVisitor_isRefused() {
        Browser other = new Browser(site);
        HttpResponse<String> answer = new Browser(site)
                .post(
                        "/login",
                        Map.of("name", Site43.OPERATOR, "password", Site43.PASSWORD, "proof", other.proof("/login")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void acknowledgement_byOperator_isRecordedWithNameAndTime() {
        Browser browser = new Browser(site).asOperator();
        String page = "/incidents/" + INCIDENT;
        HttpResponse<String> answer = browser.post(
                page + "/acknowledgements",
                Map.of("comment", "Teknisi <b>berangkat</b>", "proof", browser.proof(page)));
        assertThat(answer.statusCode()).isEqualTo(303);
        LogEntry last = site.incidents.entries(new IncidentId(INCIDENT)).getLast();
        assertThat(last.kind()).isEqualTo(LogEntry.Kind.ACKNOWLEDGED);
        assertThat(last.author()).isEqualTo(Site43.OPERATOR);
        assertThat(last.at()).isEqualTo(Site43.NOW);
        assertThat(last.comment()).isEqualTo("Teknisi <b>berangkat</b>");
        assertThat(browser.get(page).body()).contains("Teknisi &lt;b&gt;berangkat&lt;/b&gt;");
    }

    @Test
    void acknowledgement_byViewer_isRefused() {
        site.accounts.create("tamu", Site43.PASSWORD, Role.VIEWER);
        Browser browser = new Browser(site);
        browser.logIn("tamu", Site43.PASSWORD);
        String page = "/incidents/" + INCIDENT;
        assertThat(browser.get(page).body()).doesNotContain("textarea");
        HttpResponse<String> answer =
                browser.post(page + "/acknowledgements", Map.of("comment", "x", "proof", browser.proof(page)));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Akun ini hanya boleh membaca");
    }

    @Test
    void wrongPasswords_fiveTimes_lockTheNameAndSayUntilWhen() {
        Browser browser = new Browser(site);
        for (int i = 1; i < 5; i++) {
            assertThat(browser.logIn(Site43.OPERATOR, "salah sekali " + i).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> fifth = browser.logIn(Site43.OPERATOR, "salah sekali 5");
        assertThat(fifth.statusCode()).isEqualTo(429);
        assertThat(fifth.headers().firstValue("Retry-After")).hasValue("900");
        assertThat(fifth.body())
                .contains("Terlalu banyak percobaan gagal. Coba lagi setelah 24 Nov 2026 14.20.10 WIB.");
        assertThat(browser.logIn(Site43.OPERATOR, Site43.PASSWORD).statusCode()).isEqualTo(429);
        site.clock.set(Site43.NOW.plus(Duration.ofMinutes(15)));
        assertThat(browser.logIn(Site43.OPERATOR, Site43.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void session_afterLogoutOrTwelveHours_isOver() {
        Browser first = new Browser(site).asOperator();
        assertThat(first.post("/logout", Map.of("proof", first.proof("/"))).statusCode())
                .isEqualTo(303);
        assertThat(first.get("/").statusCode()).isEqualTo(303);
        Browser second = new Browser(site).asOperator();
        site.clock.set(Site43.NOW.plus(Accounts.SESSION_LIFE));
        assertThat(second.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    void linkToAForeignSite_afterLogin_leadsToTheOverview() {
        for (String evil :
                List.of("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")) {
            assertThat(SignInPages.ownPath(evil)).isEqualTo("/");
        }
        assertThat(SignInPages.ownPath("/incidents?x=1")).isEqualTo("/incidents?x=1");
    }

    @Test
    void addressesOutOfBounds_areRefusedInWords() {
        Browser browser = new Browser(site).asOperator();
        assertThat(browser.get("/links/no-such-link").statusCode()).isEqualTo(404);
        assertThat(browser.get("/links/kab-bangkalan-jip?range=9y").statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/links/kab-bangkalan-jip?range=9y").body())
                .contains("Rentang: diharapkan 1h, 6h, 24h, atau 7d. Ditemukan: 9y");
        assertThat(browser.get("/links/kab-bangkalan-jip?probe=kota-batu-jip-icmp")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/incidents/zz").statusCode()).isEqualTo(404);
        assertThat(browser.get("/assets/000000000000/app.css").statusCode()).isEqualTo(404);
        assertThat(browser.post("/login", Map.of("name", "x".repeat(100_000))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void page_withScriptInANameFromOutside_showsItAsText() {
        Browser browser = new Browser(site).asOperator();
        assertThat(browser.get("/links/%3Cscript%3Ealert(1)%3C%2Fscript%3E").body())
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)");
    }

    private List<Endpoint> routes() {
        return site.server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(each -> each.method.isHttpMethod())
                .toList();
    }

    private static String filled(String path) {
        return path.replace("/links/{id}", "/links/" + new LinkId(EastJava.BANGKALAN.value()))
                .replace("/incidents/{id}", "/incidents/" + INCIDENT);
    }
}

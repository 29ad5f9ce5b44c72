package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.web.account.Accounts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first administrator's account is made with a link that works once, within 24 hours. */
class SetupTest {
    @TempDir
    Path directory;

    @Test
    void firstStart_withoutAccounts_offersALinkAndLaterStartsDoNot() {
        try (Site43 site = new Site43(directory, false)) {
            assertThat(site.setupLinks).hasSize(1);
            assertThat(site.setupLinks.getFirst().expiresAt()).isEqualTo(Site43.NOW.plus(Duration.ofHours(24)));
            assertThat(site.setupLinks.getFirst()).hasToString("set-up link, good until 2026-11-25T07:05:10Z");
            assertThat(setUp(new Browser(site), path(site), "kepala").statusCode())
                    .isEqualTo(303);
        }
        try (Site43 site = new Site43(directory, false)) {
            assertThat(site.setupLinks).isEmpty();
        }
    }

    @Test
    void setupLink_usedOnce_isGoneAndTheAdministratorIsIn() {
        try (Site43 site = new Site43(directory, false)) {
            Browser browser = new Browser(site);
            HttpResponse<String> made = setUp(browser, path(site), "kepala");
            assertThat(made.headers().firstValue("Location")).hasValue("/");
            assertThat(browser.get("/").body()).contains("kepala", "Menunggu kabar pertama");
            HttpResponse<String> again = new Browser(site).get(path(site));
            assertThat(again.statusCode()).isEqualTo(410);
            assertThat(again.body()).contains("Tautan penyiapan ini tidak berlaku lagi");
        }
    }

    @Test
    void setupLink_openTwiceUsedByBoth_makesOneAccount() {
        try (Site43 site = new Site43(directory, false)) {
            Browser first = new Browser(site);
            Browser second = new Browser(site);
            String proof = second.proof(path(site));
            assertThat(setUp(first, path(site), "kepala").statusCode()).isEqualTo(303);
            HttpResponse<String> late = second.post("/setup", fields(path(site), "penyusup", proof));
            assertThat(late.statusCode()).isEqualTo(410);
            assertThat(second.logIn("penyusup", Site43.PASSWORD).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void setupLink_after24Hours_isGone() {
        try (Site43 site = new Site43(directory, false)) {
            site.clock.set(Site43.NOW.plus(Accounts.SETUP_LIFE));
            assertThat(new Browser(site).get(path(site)).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void setupLink_madeUp_isGone() {
        try (Site43 site = new Site43(directory, false)) {
            assertThat(new Browser(site).get("/setup?token=" + "A".repeat(43)).statusCode())
                    .isEqualTo(410);
            assertThat(new Browser(site).get("/setup").statusCode()).isEqualTo(410);
        }
    }

    @Test
    void weakPasswordOrBadName_isRefusedInWordsAndTheLinkStillWorks() {
        try (Site43 site = new Site43(directory, false)) {
            Browser browser = new Browser(site);
            Map<String, String> weak = Map.of(
                    "token",
                    token(site),
                    "name",
                    "kepala",
                    "password",
                    "pendek",
                    "again",
                    "pendek",
                    "proof",
                    browser.proof(path(site)));
            HttpResponse<String> answer = browser.post("/setup", weak);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("Kata sandi: diharapkan 12 sampai 128 huruf dan berbeda dari nama pengguna.");
            assertThat(setUp(browser, path(site), "Nama Besar").body()).contains("Nama pengguna: diharapkan");
            assertThat(setUp(browser, path(site), "kepala").statusCode()).isEqualTo(303);
        }
    }

    private static HttpResponse<String> setUp(Browser browser, String path, String name) {
        return browser.post("/setup", fields(path, name, browser.proof(path)));
    }

    private static Map<String, String> fields(String path, String name, String proof) {
        return Map.of(
                "token",
                path.substring(path.indexOf('=') + 1),
                "name",
                name,
                "password",
                Site43.PASSWORD,
                "again",
                Site43.PASSWORD,
                "proof",
                proof);
    }

    private static String path(Site43 site) {
        return "/setup?token=" + token(site);
    }

    private static String token(Site43 site) {
        return site.setupAddress().getQuery().substring("token=".length());
    }
}

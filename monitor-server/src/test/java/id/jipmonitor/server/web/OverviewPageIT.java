package id.jipmonitor.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.web.account.Account.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as people meet them: in a real Chromium, against a real server. */
class OverviewPageIT {
    private static final String TILE = ".tile:has(a[href='/links/kab-bangkalan-jip'])";

    private static Chromium chromium;

    @TempDir
    Path directory;

    @BeforeAll
    static void launch() {
        chromium = new Chromium();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void listen() {
        chromium.complaints.clear();
    }

    @AfterEach
    void consoleIsSilent() {
        Assertions.assertThat(List.copyOf(chromium.complaints)).isEmpty();
    }

    @Test
    void newServer_setupLink_leadsToTheEmptyOverview() {
        try (Site43 site = new Site43(directory, false);
                BrowserContext visitor = chromium.visitor(1280, 900, ColorScheme.LIGHT)) {
            Page page = chromium.page(visitor);
            page.navigate(site.setupAddress().toString());
            page.getByLabel("Nama pengguna").fill("kepala");
            page.getByLabel("Kata sandi", new Page.GetByLabelOptions().setExact(true))
                    .fill(Site43.PASSWORD);
            page.getByLabel("Ulangi kata sandi").fill(Site43.PASSWORD);
            Chromium.picture(page, "setup", false);
            page.getByText("Buat akun", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("h1")).hasText("Menunggu kabar pertama");
            assertThat(page.locator(".empty")).containsText("Belum ada agen yang melapor");
            assertThat(page.locator(".tile.is-no-data")).hasCount(43);
            Chromium.picture(page, "overview-empty", false);
        }
    }

    @Test
    void overview_linkChangesState_showsItWithoutReload() {
        try (Site43 site = new Site43(directory, true);
                BrowserContext visitor = chromium.visitor(1440, 1000, ColorScheme.LIGHT)) {
            Scene.allWell(site);
            Page page = loggedIn(site, visitor);
            assertThat(page.locator(TILE + " .state")).hasText("NORMAL");
            assertThat(page.locator("[data-live].on")).isVisible();
            page.evaluate("window.notReloaded = true");
            site.network.becomes(EastJava.BANGKALAN, LinkState.DOWN, Site43.NOW);
            assertThat(page.locator(TILE + " .state")).hasText("PUTUS");
            assertThat(page.locator(".counts .is-down strong")).hasText("1");
            site.network.becomes(EastJava.BANGKALAN, LinkState.UP, Site43.NOW);
            assertThat(page.locator(TILE + " .state")).hasText("NORMAL");
            Assertions.assertThat((Boolean) page.evaluate("window.notReloaded")).isTrue();
        }
    }

    @Test
    void overview_serverGone_saysThatItIsStale() {
        try (BrowserContext visitor = chromium.visitor(1440, 1000, ColorScheme.LIGHT)) {
            Page page;
            try (Site43 site = new Site43(directory, true)) {
                Scene.allWell(site);
                page = loggedIn(site, visitor);
                assertThat(page.locator("[data-live].on")).isVisible();
            }
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sambungan ke server terputus");
            chromium.complaints.clear();
        }
    }

    @Test
    void languageSwitch_toEnglish_staysOnThePageAndIsKept() {
        try (Site43 site = new Site43(directory, true);
                BrowserContext visitor = chromium.visitor(1440, 1000, ColorScheme.LIGHT)) {
            Scene.eastJavaWithTrouble(site);
            Page page = loggedIn(site, visitor);
            assertThat(page.locator("h1")).hasText("3 gangguan sedang berlangsung");
            page.locator("button[value=en]").click();
            assertThat(page.locator("h1")).hasText("3 faults right now");
            assertThat(page.locator(TILE + " .state")).hasText("DOWN");
            page.locator(TILE + " a").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator(".uptime h2")).hasText("Availability this month");
            Chromium.picture(page, "link-english", true);
        }
    }

    @Test
    void linkPage_withHistory_drawsChartRibbonAndTable() {
        try (Site43 site = new Site43(directory, true);
                BrowserContext visitor = chromium.visitor(1280, 900, ColorScheme.LIGHT)) {
            Scene.eastJavaWithTrouble(site);
            Page page = loggedIn(site, visitor);
            page.navigate(site.at("/links/kab-bangkalan-jip").toString());
            assertThat(page.locator(".chart[data-drawn=true] canvas")).hasCount(2);
            assertThat(page.locator(".ribbon rect.is-blind")).hasCount(1);
            assertThat(page.locator(".ribbon rect.is-no-data")).hasCount(1);
            assertThat(page.locator(".legend .zone")).hasText("Waktu WIB (Asia/Jakarta)");
            page.locator("summary").click();
            Locator rows = page.locator(".scroll tbody tr");
            Assertions.assertThat(rows.count()).isBetween(150, 180);
            assertThat(rows.first().locator("td").nth(4)).hasText(Pattern.compile("[0-9]+,[0-9] ms"));
            page.locator("summary").click();
            Chromium.picture(page, "link", true);
            page.getByText("24 jam", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".chart[data-drawn=true] canvas")).hasCount(2);
        }
    }

    @Test
    void linkPage_wayThatChanged_highlightsTheHops_onWallAndPhone() {
        try (Site43 site = new Site43(directory, true)) {
            Scene.eastJavaWithTrouble(site);
            for (int width : List.of(1280, 390)) {
                try (BrowserContext visitor = chromium.visitor(width, 900, ColorScheme.LIGHT)) {
                    Page page = loggedIn(site, visitor);
                    page.navigate(site.at("/links/kab-bangkalan-jip").toString());
                    assertThat(page.locator(".path h2")).hasText("Jalur ke 10.35.111.1");
                    assertThat(page.locator(".hops tbody tr")).hasCount(5);
                    assertThat(page.locator(".hops .moved")).containsText("dulu 10.35.8.1");
                    assertThat(page.locator(".hops .gone")).hasCount(2);
                    page.locator(".path").scrollIntoViewIfNeeded();
                    Chromium.picture(page, "path-" + width, true);
                    fits(page, width);
                }
            }
        }
    }

    @Test
    void incident_acknowledgedOnItsPage_namesTheCaretaker() {
        try (Site43 site = new Site43(directory, true);
                BrowserContext visitor = chromium.visitor(1280, 900, ColorScheme.LIGHT)) {
            Scene.eastJavaWithTrouble(site);
            site.accounts.create("budi", Site43.PASSWORD, Role.OPERATOR);
            Page page = loggedIn(site, visitor);
            page.getByText("Ruas Surabaya–Madura putus").click();
            page.getByLabel("Apa yang dilakukan?").fill("Penyedia sudah dihubungi, tiket 4711.");
            page.getByText("Catat penanganan").click();
            assertThat(page.locator(".record li").last()).containsText("tiket 4711");
            assertThat(page.locator(".record li").last()).containsText(Site43.OPERATOR);
            Chromium.picture(page, "incident", true);
            page.navigate(site.at("/incidents").toString());
            Chromium.picture(page, "incidents", true);
        }
    }

    @Test
    void pages_onWallPhoneAndInTheDark_fitTheirWindow() {
        try (Site43 site = new Site43(directory, true)) {
            Scene.eastJavaWithTrouble(site);
            look(site, "overview", 1440, 1000, ColorScheme.LIGHT);
            look(site, "overview-dark", 1440, 1000, ColorScheme.DARK);
            look(site, "overview-wall", 1920, 1080, ColorScheme.DARK);
            look(site, "overview-phone", 390, 844, ColorScheme.LIGHT);
        }
    }

    private static void look(Site43 site, String name, int width, int height, ColorScheme scheme) {
        try (BrowserContext visitor = chromium.visitor(width, height, scheme)) {
            Page page = loggedIn(site, visitor);
            assertThat(page.locator("[data-live].on")).isVisible();
            Chromium.picture(page, name, false);
            fits(page, width);
            page.navigate(site.at("/links/kab-bangkalan-jip").toString());
            assertThat(page.locator(".chart[data-drawn=true] canvas")).hasCount(2);
            Chromium.picture(page, name.replace("overview", "link"), true);
            fits(page, width);
        }
    }

    private static void fits(Page page, int width) {
        Object scroll = page.evaluate("document.documentElement.scrollWidth");
        Assertions.assertThat(((Number) scroll).intValue()).isLessThanOrEqualTo(width);
    }

    private static Page loggedIn(Site43 site, BrowserContext visitor) {
        Page page = chromium.page(visitor);
        page.navigate(site.at("/").toString());
        page.getByLabel("Nama pengguna").fill(Site43.OPERATOR);
        page.getByLabel("Kata sandi").fill(Site43.PASSWORD);
        page.locator("button.primary").click();
        assertThat(page.locator("h1")).isVisible();
        return page;
    }
}

package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Accounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/** Every address that is answered. A route without a gate needs a login. */
final class Routes {
    private final WebSettings settings;
    private final WebSources sources;
    private final EventStream events;
    private final Access access;
    private final Assets assets = new Assets();
    private final Pages pages = new Pages(assets);
    private final SignInPages signIn;
    private final OverviewPage overview;
    private final LinkPage link;
    private final IncidentPages incidents;
    private final Api api;
    private final OpenApi openApi = new OpenApi();

    Routes(WebSettings settings, WebSources sources, Accounts accounts, InstantSource clock, EventStream events) {
        this.settings = settings;
        this.sources = sources;
        this.events = events;
        Cookies cookies = new Cookies(settings.secureCookies());
        this.access = new Access(accounts, cookies);
        this.signIn = new SignInPages(pages, accounts, cookies);
        this.overview = new OverviewPage(pages, sources, clock);
        this.link = new LinkPage(pages, sources, clock);
        this.incidents = new IncidentPages(pages, sources, clock, events);
        this.api = new Api(sources, clock);
    }

    void register(RoutesConfig routes) {
        routes.beforeMatched(access::check);
        new Problems(pages).register(routes);
        open(routes);
        pages(routes);
        api(routes);
    }

    private void open(RoutesConfig routes) {
        routes.get("/health", ctx -> ctx.result("ok"), Gate.BARE);
        routes.get("/assets/{digest}/{name}", assets::serve, Gate.BARE);
        routes.get("/login", signIn::loginForm, Gate.OPEN);
        routes.post("/login", signIn::login, Gate.OPEN);
        routes.get("/setup", signIn::setupForm, Gate.OPEN);
        routes.post("/setup", signIn::setup, Gate.OPEN);
        routes.post("/language", signIn::language, Gate.OPEN);
    }

    private void pages(RoutesConfig routes) {
        routes.post("/logout", signIn::logout);
        routes.get("/", overview::show);
        routes.get("/live/overview", overview::live);
        routes.get("/links/{id}", link::show);
        routes.get("/incidents", incidents::list);
        routes.get("/incidents/{id}", incidents::show);
        routes.post("/incidents/{id}/acknowledgements", incidents::acknowledge);
    }

    private void api(RoutesConfig routes) {
        if (settings.openMetrics()) {
            routes.get("/metrics", this::metrics, Gate.BARE);
        } else {
            routes.get("/metrics", this::metrics);
        }
        routes.get("/api/v1/overview", api::overview);
        routes.get("/api/v1/links/{id}", api::link);
        routes.get("/api/v1/links/{id}/series", api::series);
        routes.get("/api/v1/incidents", api::incidents);
        routes.get("/api/v1/incidents/{id}", api::incident);
        routes.get("/api/v1/events", events::join);
        routes.get("/api/v1/openapi.yaml", openApi::yaml);
        routes.get("/api/v1/openapi.json", openApi::json);
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(sources.metrics().get());
    }
}

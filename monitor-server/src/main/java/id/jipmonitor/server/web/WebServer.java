package id.jipmonitor.server.web;

import id.jipmonitor.server.web.account.Accounts;
import id.jipmonitor.server.web.account.Token;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pages and API over HTTP on virtual threads. TLS is left to a proxy in front; see {@link WebSettings}. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long LARGEST_REQUEST_BYTES = 64 * 1024;

    private final WebSettings settings;
    private final Accounts accounts;
    private final InstantSource clock;
    private final Consumer<SetupLink> setupLinks;
    private final EventStream events;
    private final Javalin javalin;

    /** @param setupLinks told the one-time link when the program starts without any account */
    public WebServer(
            WebSettings settings,
            WebSources sources,
            Accounts accounts,
            InstantSource clock,
            Consumer<SetupLink> setupLinks) {
        this.settings = settings;
        this.accounts = accounts;
        this.clock = clock;
        this.setupLinks = setupLinks;
        this.events = new EventStream(clock);
        sources.network().subscribe(events::changed);
        this.javalin = Javalin.create(config -> {
            configure(config, settings);
            new Routes(settings, sources, accounts, clock, events).register(config.routes);
        });
    }

    /** Listens, and offers the set-up link if nobody can sign in yet. */
    public void start() {
        javalin.start(settings.host(), settings.port());
        LOG.info("pages at {} (listening on {}:{})", settings.publicUrl(), settings.host(), port());
        if (accounts.none()) {
            Token token = accounts.offerSetup();
            setupLinks.accept(new SetupLink(
                    URI.create(settings.publicUrl() + "/setup?token=" + token.value()),
                    clock.instant().plus(Accounts.SETUP_LIFE)));
        }
    }

    /** The port that is listened on; the free one that was taken when the setting is 0. */
    public int port() {
        return javalin.port();
    }

    /** Ends event streams, then stops listening. */
    @Override
    public void close() {
        events.close();
        javalin.stop();
    }

    Javalin javalin() {
        return javalin;
    }

    private static void configure(JavalinConfig config, WebSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST_BYTES;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
        });
        config.routes.before(ctx -> SecurityHeaders.add(ctx, settings.secureCookies()));
    }
}

package id.jipmonitor.server.web;

import id.jipmonitor.server.inventory.Contract;
import id.jipmonitor.server.inventory.Inventory;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;

/** What is wrong now, and how everything is; the whole page, or its live part alone. */
final class OverviewPage {
    private static final ZoneId WITHOUT_CONTRACTS = ZoneId.of("Asia/Jakarta");

    private final Pages pages;
    private final WebSources sources;
    private final InstantSource clock;

    OverviewPage(Pages pages, WebSources sources, InstantSource clock) {
        this.pages = pages;
        this.sources = sources;
        this.clock = clock;
    }

    void show(Context ctx) {
        pages.render(ctx, "overview.jte", view(ctx));
    }

    /** The part that changes, for htmx to put in place of the old one. */
    void live(Context ctx) {
        pages.render(ctx, "overviewLive.jte", view(ctx));
    }

    private OverviewView view(Context ctx) {
        Frame page = pages.frame(ctx, "overview");
        Inventory inventory = sources.inventory().get();
        Moments moments = new Moments(Visitor.of(ctx).words(), zone(inventory));
        return new OverviewBuilder(page, inventory, moments, clock.instant())
                .build(sources.network().snapshot(), sources.incidents());
    }

    /** The zone that lists of many links are shown in: the first contract's. */
    static ZoneId zone(Inventory inventory) {
        return inventory.contracts().values().stream()
                .min(Comparator.comparing(Contract::name))
                .map(Contract::zone)
                .orElse(WITHOUT_CONTRACTS);
    }
}

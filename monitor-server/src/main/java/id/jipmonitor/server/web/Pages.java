package id.jipmonitor.server.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/** Fills templates, which were compiled into this package at build. */
final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    Frame frame(Context ctx, String section) {
        String query = ctx.queryString();
        return new Frame(Visitor.of(ctx), assets, section, query == null ? ctx.path() : ctx.path() + "?" + query);
    }

    /** @param view the template's parameter {@code view} */
    void render(Context ctx, String template, Object view) {
        StringOutput html = new StringOutput();
        engine.render(template, view, html);
        ctx.html(html.toString());
    }
}

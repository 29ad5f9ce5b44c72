package id.jipmonitor.server.web;

import io.javalin.security.RouteRole;

/** Who may pass a route. A route that names none needs a login, so that forgetting it shuts a door instead of opening one. */
enum Gate implements RouteRole {
    /** Anybody: login, set-up. */
    OPEN,
    /** Anybody, and nothing is looked up about the visitor: static files, liveness. */
    BARE
}

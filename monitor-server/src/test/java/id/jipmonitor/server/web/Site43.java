package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.web.account.Account.Role;
import id.jipmonitor.server.web.account.Accounts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A web server on a free port of loopback over the East Java network, with a clock that the test moves. */
final class Site43 implements AutoCloseable {
    static final String OPERATOR = "operator";
    static final String PASSWORD = "sandi-yang-panjang";
    static final Instant NOW = Instant.parse("2026-11-24T07:05:10Z");

    final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    final FakeNetwork network = new FakeNetwork();
    final Inventory inventory = EastJava.inventory();
    final List<SetupLink> setupLinks = new CopyOnWriteArrayList<>();
    final StateDatabase state;
    final Accounts accounts;
    final IncidentLog incidents;
    final WebServer server;

    Site43(Path directory, boolean withOperator) {
        state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, directory);
        incidents = IncidentLog.on(state);
        accounts = new Accounts(state.jdbi(), clock::get);
        if (withOperator) {
            accounts.create(OPERATOR, PASSWORD, Role.OPERATOR);
        }
        WebSettings settings = new WebSettings("127.0.0.1", 0, URI.create("http://127.0.0.1"), false, false);
        WebSources sources =
                new WebSources(() -> inventory, network, new CannedResults(NOW), incidents, () -> "jip_up 1\n");
        server = new WebServer(settings, sources, accounts, clock::get, setupLinks::add);
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** Puts an incident on record as the evaluation would. */
    void record(Incident incident) {
        append(new IncidentChange(LogEntry.Kind.OPENED, incident, false), incident.declaredAt());
        incident.endsAt().ifPresent(end -> append(new IncidentChange(LogEntry.Kind.CLOSED, incident, false), end));
    }

    private void append(IncidentChange change, Instant at) {
        incidents.append(List.of(change), at);
    }

    /** The set-up link as a browser on this machine reaches it. */
    URI setupAddress() {
        URI link = setupLinks.getFirst().address();
        return at(link.getPath() + "?" + link.getQuery());
    }

    @Override
    public void close() {
        server.close();
        state.close();
    }
}

package id.jipmonitor.server;

import id.jipmonitor.server.enrol.EnrolmentSettings;
import id.jipmonitor.server.ingest.IngestSettings;
import id.jipmonitor.server.notify.email.EmailSettings;
import id.jipmonitor.server.notify.webhook.WebhookSettings;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.web.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that server.yaml says, checked.
 *
 * @param dataDirectory where the embedded store and the state are kept
 * @param networkFile what there is to watch
 * @param rulesFile when to alert, and whom
 * @param enrolment whether this server issues certificates at all
 * @param email the relay, where mail is used at all
 * @param language of pages and of messages that have no receiver
 */
public record ServerSettings(
        Path dataDirectory,
        Path networkFile,
        Path rulesFile,
        IngestSettings ingest,
        Optional<EnrolmentSettings> enrolment,
        WebSettings web,
        StoreSettings store,
        StateSettings state,
        Optional<EmailSettings> email,
        List<WebhookSettings> webhooks,
        Locale language) {
    public ServerSettings {
        webhooks = List.copyOf(webhooks);
    }

    /** Whether no server has started with these settings yet, so that there is nothing to read. */
    boolean neverRan() {
        return state instanceof StateSettings.Sqlite(Path file) && !Files.exists(dataDirectory.resolve(file));
    }

    /** For the operator of a command that only reads. */
    String whyNothingIsThere() {
        return dataDirectory + ": expected the state of a server that ran with this directory. Found: none."
                + " Start the server once, or give the right --config";
    }
}

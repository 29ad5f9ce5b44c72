package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.server.enrol.EnrolmentSettings;
import id.jipmonitor.server.ingest.IngestSettings;
import id.jipmonitor.server.notify.email.EmailSettings;
import id.jipmonitor.server.notify.webhook.WebhookSettings;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.web.WebSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads server.yaml. */
final class ServerSettingsReader {
    private static final Kind<Duration> STEP = Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final Kind<String> HEADER =
            Kinds.text(Pattern.compile("[A-Za-z0-9-]{1,64}"), "the name of a header");
    private static final Kind<String> POLICY =
            Kinds.text(Pattern.compile("[A-Za-z0-9_-]{1,64}"), "1 to 64 of A-Z a-z 0-9 _ -");
    private static final Pattern POSTGRESQL = Pattern.compile("jdbc:postgresql://[^?\\s]{3,400}");

    private ServerSettingsReader() {}

    static Optional<ServerSettings> read(Section section) {
        Value<Path> data = section.required("data_directory", Kinds.path());
        Value<Path> network = section.required("network", Kinds.path());
        Value<Path> rules = section.required("rules", Kinds.path());
        Value<Locale> language = section.optional("language", Kinds.language(), Locale.of("id"));
        Value<IngestSettings> ingest = ingest(section.section("ingest"));
        Optional<Value<EnrolmentSettings>> enrolment =
                section.maybeSection("enrolment").map(ServerSettingsReader::enrolment);
        Value<WebSettings> web = web(section.section("web"));
        Value<StoreSettings> store = store(section.section("store"));
        Value<StateSettings> state = state(section.section("state"));
        Optional<Value<EmailSettings>> email = section.maybeSection("email").map(ServerSettingsReader::email);
        Value<Map<String, WebhookSettings>> webhooks =
                section.named("webhooks", Kinds.name(), ServerSettingsReader::webhook);
        return section.build(() -> new ServerSettings(
                        data.get(),
                        network.get(),
                        rules.get(),
                        ingest.get(),
                        enrolment.map(Value::get),
                        web.get(),
                        store.get(),
                        state.get(),
                        email.map(Value::get),
                        List.copyOf(webhooks.get().values()),
                        language.get()))
                .ifUsable();
    }

    private static Value<IngestSettings> ingest(Section section) {
        Value<HostPort> listen = section.required("listen", Kinds.hostPort(0));
        Value<TlsFiles> tls = tls(section.section("tls"));
        IngestSettings usual =
                IngestSettings.of(new HostPort("localhost", 0), new TlsFiles(Path.of(""), Path.of(""), Path.of("")));
        Value<DataSize> frame = section.optional(
                "max_frame",
                Kinds.size(new DataSize(64 << 10), DataSize.ofMebibytes(64)),
                new DataSize(usual.maxFrameBytes()));
        Value<Duration> handshake = section.optional("handshake_timeout", STEP, usual.handshakeTimeout());
        Value<Duration> idle = section.optional(
                "idle_timeout", Kinds.duration(Duration.ofSeconds(20), Duration.ofHours(1)), usual.idleTimeout());
        Value<Integer> connections =
                section.optional("max_connections", Kinds.integer(1, 1_000_000), usual.maxConnections());
        Value<Integer> perAddress = section.optional(
                "max_connections_per_address", Kinds.integer(1, 1_000_000), usual.maxConnectionsPerAddress());
        Value<Integer> backlog = section.optional(
                "backlog_results_per_second", Kinds.integer(1_000, 10_000_000), usual.backlogPerSecond());
        Value<Integer> series = section.optional("max_series", Kinds.integer(1, 10_000_000), usual.maxSeries());
        return section.build(() -> new IngestSettings(
                listen.get(),
                tls.get(),
                Math.toIntExact(frame.get().bytes()),
                handshake.get(),
                idle.get(),
                connections.get(),
                perAddress.get(),
                backlog.get(),
                series.get()));
    }

    private static Value<TlsFiles> tls(Section section) {
        Value<Path> certificate = section.required("certificate", Kinds.path());
        Value<Path> key = section.required("key", Kinds.path());
        Value<Path> authorities = section.required("authorities", Kinds.path());
        return section.build(() -> new TlsFiles(certificate.get(), key.get(), authorities.get()));
    }

    private static Value<EnrolmentSettings> enrolment(Section section) {
        Value<Optional<HostPort>> listen = section.maybe("listen", Kinds.hostPort(0));
        Value<Path> key = section.required("authority_key", Kinds.path());
        Value<Duration> grace = section.optional(
                "grace", Kinds.duration(Duration.ZERO, Duration.ofDays(400)), EnrolmentSettings.USUAL_GRACE);
        return section.build(() -> new EnrolmentSettings(listen.get(), key.get(), grace.get()));
    }

    private static Value<WebSettings> web(Section section) {
        Value<HostPort> listen = section.required("listen", Kinds.hostPort(0));
        Value<URI> url = section.required("public_url", Kinds.uri("http", "https"));
        Value<Boolean> secure = section.optional("secure_cookies", Kinds.bool(), true);
        Value<Boolean> metrics = section.optional("open_metrics", Kinds.bool(), false);
        return section.build(() ->
                new WebSettings(listen.get().host(), listen.get().port(), url.get(), secure.get(), metrics.get()));
    }

    private static Value<StoreSettings> store(Section section) {
        Value<String> type =
                section.optional("type", Kinds.choice(Map.of("embedded", "embedded", "influx", "influx")), "embedded");
        return switch (type.ifUsable().orElse("")) {
            case "embedded" -> embedded(section);
            case "influx" -> influx(section);
            default -> Value.unusable();
        };
    }

    private static Value<StoreSettings> embedded(Section section) {
        StoreSettings.Embedded usual = StoreSettings.Embedded.DEFAULT;
        Value<Path> directory = section.optional("directory", Kinds.pathAsWritten(), usual.directory());
        Retention kept = usual.retention();
        Value<Duration> raw =
                section.optional("retention", Kinds.duration(Duration.ofDays(1), Retention.MAX_RAW), kept.raw());
        Value<Duration> minute = rollup(section, "retention_1min", kept.minute());
        Value<Duration> hour = rollup(section, "retention_1h", kept.hour());
        Value<Duration> day = rollup(section, "retention_1d", kept.day());
        return section.build(() -> new StoreSettings.Embedded(
                directory.get(), new Retention(raw.get(), minute.get(), hour.get(), day.get())));
    }

    private static Value<Duration> rollup(Section section, String key, Duration usual) {
        return section.optional(key, Kinds.duration(Duration.ofDays(1), Retention.MAX_ROLLUP), usual);
    }

    private static Value<StoreSettings> influx(Section section) {
        Value<URI> url = section.required("url", Kinds.uri("http", "https"));
        Value<String> database = section.required("database", Kinds.text(1, 64));
        Value<Integer> version = section.optional("server_version", Kinds.integer(1, 3), 1);
        Value<Optional<Path>> authorities = section.maybe("authorities", Kinds.path());
        Value<Optional<String>> policy = section.maybe("retention_policy", POLICY);
        Value<Optional<Duration>> retention =
                section.maybe("retention", Kinds.duration(Duration.ofDays(1), Retention.MAX_RAW));
        Value<Optional<StoreSettings.Influx.Credentials>> credentials = credentials(section);
        if (version.ifUsable().orElse(1) > 1 && section.has("retention")) {
            section.refuse(
                    "retention",
                    "expected none with server_version 2 or 3",
                    "one",
                    "Set it where the bucket or the database is made");
        }
        return section.build(() -> new StoreSettings.Influx(
                url.get(),
                database.get(),
                credentials.get(),
                authorities.get(),
                version.get(),
                policy.get().or(() -> retention.get().map(_ -> StoreSettings.Influx.USUAL_POLICY)),
                retention.get().filter(_ -> version.get() == 1).map(each -> Duration.ofHours(each.toHours()))));
    }

    /** A user with a password, or a token, which the v1 API takes as the password of any user. */
    private static Value<Optional<StoreSettings.Influx.Credentials>> credentials(Section section) {
        Value<Optional<String>> user = section.maybe("username", Kinds.text(1, 100));
        Value<Optional<Secret>> password = section.maybe("password", Kinds.secret());
        Value<Optional<Secret>> token = section.maybe("token", Kinds.secret());
        if (section.has("token") && section.has("username")) {
            section.refuse("token", "expected either a token or username and password", "both", "");
        } else {
            together(section);
        }
        return section.build(() -> token.get()
                .map(word -> new StoreSettings.Influx.Credentials("token", word))
                .or(() -> user.get()
                        .flatMap(
                                name -> password.get().map(word -> new StoreSettings.Influx.Credentials(name, word)))));
    }

    private static Value<StateSettings> state(Section section) {
        Value<String> type = section.optional(
                "type", Kinds.choice(Map.of("sqlite", "sqlite", "postgresql", "postgresql")), "sqlite");
        return switch (type.ifUsable().orElse("")) {
            case "sqlite" -> sqlite(section);
            case "postgresql" -> postgresql(section);
            default -> Value.unusable();
        };
    }

    private static Value<StateSettings> sqlite(Section section) {
        Value<Path> file = section.optional("file", Kinds.pathAsWritten(), StateSettings.Sqlite.DEFAULT.file());
        return section.build(() -> new StateSettings.Sqlite(file.get()));
    }

    private static Value<StateSettings> postgresql(Section section) {
        Value<String> url =
                section.required("url", Kinds.text(POSTGRESQL, "an address like jdbc:postgresql://10.1.1.1:5432/jip"));
        Value<String> user = section.required("username", Kinds.text(1, 63));
        Value<Secret> password = section.required("password", Kinds.secret());
        return section.build(() -> new StateSettings.PostgreSql(url.get(), user.get(), password.get()));
    }

    private static Value<EmailSettings> email(Section section) {
        Value<HostPort> relay = section.required("relay", Kinds.hostPort(1));
        Value<EmailSettings.Security> security = section.optional(
                "security", Kinds.choice(EmailSettings.Security.class), EmailSettings.Security.STARTTLS);
        Value<Optional<String>> user = section.maybe("username", Kinds.text(1, 200));
        Value<Optional<Secret>> password = section.maybe("password", Kinds.secret());
        Value<String> from = section.required("from", ReceiverReader.MAILBOX);
        Value<Duration> timeout = section.optional("timeout", STEP, Duration.ofSeconds(30));
        together(section);
        return section.build(() -> new EmailSettings(
                relay.get(),
                security.get(),
                user.get().flatMap(name -> password.get().map(word -> new EmailSettings.Login(name, word))),
                from.get(),
                timeout.get()));
    }

    private static void together(Section section) {
        if (section.has("username") != section.has("password")) {
            String missing = section.has("username") ? "password" : "username";
            section.refuse(missing, "expected username and password together", "one of them", "");
        }
    }

    private static Value<WebhookSettings> webhook(String name, Section section) {
        Value<URI> url = section.required("url", Kinds.uri("http", "https"));
        Value<Map<String, Secret>> headers = section.map("headers", HEADER, Kinds.secret());
        Value<Optional<Secret>> key = section.maybe("signing_key", Kinds.secret());
        Value<Duration> timeout = section.optional("timeout", STEP, Duration.ofSeconds(10));
        return section.build(() -> new WebhookSettings(name, url.get(), headers.get(), key.get(), timeout.get()));
    }
}

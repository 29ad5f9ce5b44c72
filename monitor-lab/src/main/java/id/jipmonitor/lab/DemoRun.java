package id.jipmonitor.lab;

import id.jipmonitor.lab.demo.DemoFiles;
import id.jipmonitor.lab.demo.DemoScript;
import id.jipmonitor.lab.demo.Faults;
import id.jipmonitor.lab.demo.Found;
import id.jipmonitor.lab.demo.Launcher;
import id.jipmonitor.lab.demo.Narrator;
import id.jipmonitor.lab.demo.Patience;
import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.demo.ServerDesk;
import id.jipmonitor.lab.demo.ServerTool;
import id.jipmonitor.lab.demo.Stored;
import id.jipmonitor.lab.demo.Verdict;
import id.jipmonitor.lab.demo.Verdict.Fault;
import id.jipmonitor.lab.mail.Mail;
import id.jipmonitor.lab.mail.MailSink;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.lab.network.LabNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One demo: server, agents and laboratory as real programs, the script, and the verdict. */
final class DemoRun implements AutoCloseable {
    /** The agents that run: one at the data centre, one in a regency, one in a city. */
    static final List<String> AGENTS = List.of("agent-dc-diskominfo", "agent-kab-situbondo", "agent-kota-batu");

    private static final String ACCESS_LINK = "opd-dinsos";
    private static final String BACKBONE = "madura";
    private static final int INGEST_PORT = 18_443;
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final Pattern SETUP = Pattern.compile("/setup\\?token=([A-Za-z0-9_-]+)");

    private final Settings settings;
    private final Narrator narrator;
    private final Patience patience;
    private final InstantSource clock;
    private final LabNetwork network;
    private final Lab lab;
    private final DemoFiles files;
    private final Launcher launcher;
    private final ServerTool tool;
    private final MailSink mails;
    private final List<Program> programs = new ArrayList<>();

    /**
     * What a demo needs to know.
     *
     * @param directory its place on disk
     * @param home the directory of the source tree
     * @param networkFile the derived network file
     * @param webPort where the server serves its page, on this program's loopback
     * @param publicUrl how a browser reaches that page
     * @param limit when the script must be over, from the start
     */
    record Settings(Path directory, Path home, Path networkFile, int webPort, URI publicUrl, Duration limit) {}

    DemoRun(Settings settings, Narrator narrator, LabNetwork network, InstantSource clock) throws IOException {
        this.settings = settings;
        this.narrator = narrator;
        this.clock = clock;
        this.network = network;
        this.patience = new Patience(narrator, settings.limit());
        this.launcher = new Launcher(settings.home());
        this.files = new DemoFiles(settings.directory());
        this.tool = new ServerTool(launcher, files, settings.directory());
        this.lab = Lab.start(LabPlan.of(NetworkFile.inventory(settings.networkFile())), network, System::nanoTime);
        this.mails = MailSink.start(this::showMail);
    }

    Lab lab() {
        return lab;
    }

    private void showMail(Mail mail) {
        narrator.say(
                "Surel untuk " + mail.to() + ": " + mail.subject(), "Mail to " + mail.to() + ": " + mail.subject());
        narrator.show(mail.text().lines().toList());
    }

    /** Plays the whole demo; every condition that did not hold is in the answer. */
    List<String> play() throws IOException {
        Path config = startPrograms();
        try (ServerDesk desk = new ServerDesk(URI.create("http://127.0.0.1:" + settings.webPort()))) {
            signIn(desk);
            DemoScript script = new DemoScript(narrator, patience, faults(), desk, mails::mails);
            List<Fault> faults = List.of(fault(ACCESS_LINK), fault(BACKBONE));
            boolean allUp = script.allUp(lab.plan().farEnds().size());
            Instant green = clock.instant();
            if (allUp) {
                script.play(faults);
            }
            return conclude(config, green, desk, faults);
        }
    }

    private Fault fault(String name) {
        return new Fault(name, lab.plan().linksOf(name));
    }

    private Path startPrograms() throws IOException {
        String language = narrator.indonesian() ? "id" : "en";
        narrator.say("Membuat sertifikat ...", "Making certificates ...");
        tool.init(List.of("localhost", network.hubAddress().getHostAddress()), AGENTS);
        files.rules(language);
        Path config = files.server(
                INGEST_PORT, settings.webPort(), settings.publicUrl().toString(), mails.port(), language);
        start("server", launcher.server("run", "--config", config.toString()));
        for (String agent : AGENTS) {
            startAgent(agent);
        }
        narrator.say(
                "Server dan " + AGENTS.size() + " agen dijalankan.",
                "The server and " + AGENTS.size() + " agents are starting.");
        return config;
    }

    private void startAgent(String agent) throws IOException {
        String link = lab.plan().siteLinks().get(agent);
        String hub = network.hubAddress().getHostAddress();
        List<String> anchors = network.anchor()
                .map(anchor -> List.of(link == null ? anchor.getHostAddress() : hub))
                .orElse(List.of());
        Path file = files.agent(
                agent, hub + ":" + INGEST_PORT, anchors, network.anchor().isPresent());
        List<String> command = launcher.agent("run", "--config", file.toString());
        start(agent, link == null ? command : network.commandAt(lab.siteAddress(link), command));
    }

    private void start(String name, List<String> command) throws IOException {
        programs.add(Program.start(name, command, log(name)));
    }

    private Path log(String name) {
        return settings.directory().resolve(name + ".log");
    }

    private void signIn(ServerDesk desk) throws IOException {
        boolean answers = patience.until(() -> {
            programs.forEach(Program::mustRun);
            return desk.answers() && setupToken() != null;
        });
        if (!answers) {
            throw new LabException("server: expected its page in time. Found: none\n"
                    + programs.getFirst().lastWords());
        }
        String password = password();
        desk.signIn(String.valueOf(setupToken()), "demo", password);
        narrator.say(
                "Halaman: " + settings.publicUrl() + "  nama: demo  kata sandi: " + password,
                "Page: " + settings.publicUrl() + "  name: demo  password: " + password);
    }

    private @Nullable String setupToken() {
        try {
            Matcher matcher = SETUP.matcher(Files.readString(log("server")));
            return matcher.find() ? matcher.group(1) : null;
        } catch (IOException notYet) {
            return null;
        }
    }

    private static String password() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return "demo-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private Faults faults() {
        return new Faults() {
            @Override
            public void cut(String name) {
                lab.cut(name);
            }

            @Override
            public void heal(String name) {
                lab.heal(name);
            }
        };
    }

    private List<String> conclude(Path config, Instant green, ServerDesk desk, List<Fault> faults) throws IOException {
        Instant now = clock.instant();
        narrator.say("Ketersediaan sejak semua tautan NORMAL:", "Uptime since all links were UP:");
        narrator.show(tool.availability(config, green, now));
        Found found = found(config, now, desk);
        Verdict verdict = new Verdict(faults, found, mails.mails());
        List<String> unmet = verdict.unmet();
        unmet.forEach(each -> narrator.say("TIDAK TERPENUHI: " + each, "NOT MET: " + each));
        narrator.plain(verdict.summary());
        return unmet;
    }

    /** Acknowledged results that the store does not have are lost, like numbers that the ledger misses. */
    private Found found(Path config, Instant now, ServerDesk desk) throws IOException {
        ServerTool.Ledgers ledgers = tool.ledgers(config);
        Stored stored = tool.stored(
                config, now.minus(MARGIN), now.plus(MARGIN), lab.plan().types());
        long lost = ledgers.missing() + Math.max(0, ledgers.received() - stored.results());
        return new Found(stored.results(), stored.answered(), lost, desk.states(), desk.incidents());
    }

    @Override
    public void close() {
        programs.reversed().forEach(Program::close);
        mails.close();
        lab.close();
    }
}

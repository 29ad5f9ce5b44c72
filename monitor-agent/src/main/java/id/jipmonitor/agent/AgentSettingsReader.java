package id.jipmonitor.agent;

import id.jipmonitor.agent.page.PageSettings;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.agent.selfview.SelfViewSettings;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.uplink.UplinkSettings;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Cidr;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads agent.yaml. It opens no socket and changes no file. */
public final class AgentSettingsReader {
    private AgentSettingsReader() {}

    /** The settings, or every problem. */
    public static Checked<AgentSettings> read(Path file, Function<String, @Nullable String> environment) {
        return read(file, new Reading(environment));
    }

    static Checked<AgentSettings> read(Path file, Reading reading) {
        return reading.checked(reading.file(file).flatMap(AgentSettingsReader::read));
    }

    private static Optional<AgentSettings> read(Section section) {
        Value<AgentId> agent = section.required("agent", Kinds.identity(AgentId::new));
        Value<Path> data = section.required("data_directory", Kinds.path());
        Value<Locale> language = section.optional("language", Kinds.language(), Locale.of("id"));
        Value<UplinkSettings> uplink = uplink(section.section("uplink"));
        Value<SpoolSettings> spool = spool(section.section("spool"));
        Value<ProbeLimits> limits = limits(section.section("limits"));
        Value<SelfViewSettings> selfView = selfView(section.section("self_view"));
        Value<Map<String, SnmpCredentials>> snmp =
                section.named("snmp_credentials", Kinds.name(), (name, each) -> SnmpCredentialsReader.read(each));
        Value<PageSettings> page = page(section.section("page"), language);
        return section.build(() -> new AgentSettings(
                        agent.get(),
                        data.get(),
                        uplink.get(),
                        spool.get(),
                        limits.get(),
                        selfView.get(),
                        snmp.get(),
                        page.get()))
                .ifUsable();
    }

    private static Value<UplinkSettings> uplink(Section section) {
        Value<List<HostPort>> servers = section.list("servers", Kinds.hostPort(1), 1, 8);
        Value<TlsFiles> tls = tls(section.section("tls"));
        Value<Integer> backlog = section.optional("backlog_results_per_second", Kinds.integer(10, 100_000), 2_000);
        return section.build(() -> new UplinkSettings(servers.get(), tls.get(), backlog.get()));
    }

    private static Value<TlsFiles> tls(Section section) {
        Value<Path> certificate = section.required("certificate", Kinds.path());
        Value<Path> key = section.required("key", Kinds.path());
        Value<Path> authorities = section.required("authorities", Kinds.path());
        return section.build(() -> new TlsFiles(certificate.get(), key.get(), authorities.get()));
    }

    private static Value<SpoolSettings> spool(Section section) {
        SpoolSettings usual = SpoolSettings.DEFAULT;
        Value<DataSize> size = section.optional(
                "max_size", Kinds.size(DataSize.ofMebibytes(8), DataSize.ofMebibytes(1 << 20)), usual.maxSize());
        Value<Duration> age =
                section.optional("max_age", Kinds.duration(Duration.ofHours(1), Duration.ofDays(400)), usual.maxAge());
        return section.build(() -> new SpoolSettings(size.get(), age.get()));
    }

    private static Value<ProbeLimits> limits(Section section) {
        Value<List<Cidr>> allowed = section.list("allowed_targets", Kinds.cidr(), 1, 1_000);
        Value<Integer> packetsPerTarget =
                section.optional("packets_per_second_per_target", Kinds.integer(1, 10_000), 50);
        Value<Integer> packets = section.optional("packets_per_second", Kinds.integer(1, 1_000_000), 5_000);
        Value<Long> bitsPerTarget =
                section.optional("bits_per_second_per_target", Kinds.wholeNumber(1_000, 1_000_000_000L), 256_000L);
        Value<Long> bits = section.optional("bits_per_second", Kinds.wholeNumber(1_000, 100_000_000_000L), 10_000_000L);
        return section.build(() ->
                new ProbeLimits(allowed.get(), packetsPerTarget.get(), packets.get(), bitsPerTarget.get(), bits.get()));
    }

    private static Value<SelfViewSettings> selfView(Section section) {
        Value<Optional<String>> networkInterface = section.maybe("interface", Kinds.text(1, 15));
        Value<Boolean> gateway = section.optional("gateway", Kinds.bool(), true);
        Value<List<String>> anchors = section.list("anchors", Kinds.host(), 0, 16);
        Value<Duration> interval = section.optional(
                "interval", Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)), Duration.ofSeconds(5));
        Value<Duration> stall = section.optional(
                "stall_threshold",
                Kinds.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
                Duration.ofMillis(100));
        return section.build(() -> new SelfViewSettings(
                networkInterface.get(), gateway.get(), anchors.get(), interval.get(), stall.get()));
    }

    private static Value<PageSettings> page(Section section, Value<Locale> language) {
        Value<Optional<HostPort>> listen = section.maybe("listen", Kinds.hostPort(0));
        return section.build(() -> new PageSettings(listen.get(), language.get()));
    }
}

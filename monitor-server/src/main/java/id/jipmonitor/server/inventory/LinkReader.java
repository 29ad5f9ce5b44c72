package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads links; what a link does not say it has from the defaults of its site's kind. */
final class LinkReader {
    private static final Kind<String> ADDRESS_NAME =
            Kinds.text(Pattern.compile("[a-z][a-z0-9_]{0,31}"), "1 to 32 of a-z 0-9 _ beginning with a letter");

    private final Map<SiteId, Site> sites;
    private final Kind<String> site;
    private final Kind<String> segment;
    private final Kind<String> contract;
    private final Kind<String> template;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Site.Kind, Defaults> defaults = new EnumMap<>(Site.Kind.class);

    /** A link, the templates that it uses and the addresses that fill them. */
    record Draft(Link link, List<String> templates, Map<String, String> addresses, Section section) {}

    private record Defaults(
            Value<Optional<String>> contract,
            Value<List<String>> segments,
            Value<List<String>> templates,
            Value<JudgingRule> judging) {
        static final Defaults NONE = new Defaults(
                Value.of(Optional.empty()), Value.of(List.of()), Value.of(List.of()), Value.of(JudgingRule.DEFAULT));
    }

    LinkReader(
            SiteReader.Sites sites,
            Set<String> segments,
            Set<String> contracts,
            Set<String> templates,
            Section defaults) {
        this.sites = sites.usable();
        this.site = Kinds.reference("an entry of sites", sites.names());
        this.segment = Kinds.reference("an entry of segments", segments);
        this.contract = Kinds.reference("an entry of contracts", contracts);
        this.template = Kinds.reference("an entry of probe_templates", templates);
        for (Site.Kind kind : List.of(Site.Kind.AGENCY, Site.Kind.REGENCY, Site.Kind.CITY)) {
            defaults.maybeSection(kind.name().toLowerCase(Locale.ROOT))
                    .ifPresent(each -> this.defaults.put(kind, defaults(each)));
        }
        defaults.build(() -> this.defaults);
    }

    private Defaults defaults(Section section) {
        Defaults read = settings(section, Defaults.NONE);
        section.build(() -> read);
        return read;
    }

    Value<Draft> read(Section section) {
        Optional<Site> place = section.required("site", site)
                .map(SiteId::new)
                .ifUsable()
                .flatMap(each -> Optional.ofNullable(sites.get(each)));
        String usualId = place.map(each -> each.id().value()).orElse("link");
        String usualName = place.map(Site::name).orElse("link");
        Value<LinkId> id = section.optional("id", Kinds.identity(LinkId::new), new LinkId(usualId));
        Value<String> name = section.optional("name", Kinds.text(1, 200), usualName);
        Value<Map<String, String>> addresses = section.map("addresses", ADDRESS_NAME, Kinds.host());
        Defaults usual = place.map(each -> defaults.getOrDefault(each.kind(), Defaults.NONE))
                .orElse(Defaults.NONE);
        Defaults own = settings(section, usual);
        if (place.isPresent() && place.get().kind() == Site.Kind.HUB) {
            return section.refuse(
                    "site", "expected a site that is not the hub", usualId, "A link leads from a site to the hub");
        }
        if (place.isPresent()
                && own.contract().ifUsable().filter(Optional::isEmpty).isPresent()) {
            section.refuse("contract", "expected " + contract.expected(), "nothing", "Set it here or in link_defaults");
        }
        Value<Draft> draft = section.build(() -> new Draft(
                new Link(
                        id.get(),
                        name.get(),
                        place.map(Site::id)
                                .map(Value::of)
                                .orElseGet(Value::unusable)
                                .get(),
                        own.segments().get().stream().map(SegmentId::new).toList(),
                        own.contract().get().orElse(""),
                        own.judging().get()),
                own.templates().get(),
                addresses.get(),
                section));
        draft.ifUsable().ifPresent(drafts::add);
        return draft;
    }

    /** Every link that was read without a problem, in the order of the file. */
    List<Draft> drafts() {
        return drafts;
    }

    private Defaults settings(Section section, Defaults usual) {
        Value<Optional<String>> contractName =
                section.has("contract") ? section.maybe("contract", contract) : usual.contract();
        Value<List<String>> segments =
                section.has("segments") ? section.list("segments", segment, 0, 32) : usual.segments();
        Value<List<String>> templates =
                section.has("probes") ? section.list("probes", template, 1, 100) : usual.templates();
        JudgingRule base = usual.judging().ifUsable().orElse(JudgingRule.DEFAULT);
        Value<JudgingRule> judging =
                section.maybeSection("judging").map(each -> judging(each, base)).orElse(Value.of(base));
        return new Defaults(contractName, segments, templates, judging);
    }

    private static Value<JudgingRule> judging(Section section, JudgingRule usual) {
        Value<Integer> raise = section.optional("raise_after", Kinds.integer(1, 20), usual.raiseAfter());
        Value<Integer> clear = section.optional("clear_after", Kinds.integer(1, 20), usual.clearAfter());
        Value<Double> loss = section.optional("loss_threshold", Kinds.ratio(), usual.lossThreshold());
        Value<Duration> rtt = section.optional(
                "rtt_threshold", Kinds.duration(Duration.ofMillis(1), Duration.ofMinutes(1)), usual.rttThreshold());
        Value<Integer> quorum = section.optional("quorum", Kinds.integer(0, 100), usual.quorum());
        return section.build(() -> new JudgingRule(raise.get(), clear.get(), loss.get(), rtt.get(), quorum.get()));
    }
}

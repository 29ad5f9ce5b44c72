package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.assignment.ProbeSpecReader;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.protocol.settings.Variables;
import java.util.Optional;

/** An entry of {@code probe_templates}: a probe with {@code ${link}} and other words left open. */
record ProbeTemplate(From from, Section section) {
    /** Which agents run the probe. */
    enum From {
        /** Those at the hub, looking inward at the site. */
        HUB,
        /** Those at the link's site, looking outward; none where the site has no agent. */
        SITE
    }

    static Value<ProbeTemplate> read(String name, Section section) {
        return section.required("from", Kinds.choice(From.class)).map(from -> new ProbeTemplate(from, section));
    }

    /** The probe for one link and agent; empty after a problem. */
    Optional<WatchedProbe> probe(LinkId link, AgentId agent, Variables words) {
        Section open = section.with(words);
        Value<From> known = open.required("from", Kinds.choice(From.class));
        Value<ProbeSpec> spec = ProbeSpecReader.read(open);
        Value<Boolean> judges = judges(open, spec);
        return open.build(() -> {
                    known.get();
                    return new WatchedProbe(agent, link, spec.get(), judges.get());
                })
                .ifUsable();
    }

    private static Value<Boolean> judges(Section open, Value<ProbeSpec> spec) {
        Value<Boolean> judges = open.required("judges", Kinds.bool());
        boolean path = spec.ifUsable()
                .filter(each -> each.settings() instanceof ProbeSettings.Path)
                .isPresent();
        return path && judges.ifUsable().orElse(false)
                ? open.refuse(
                        "judges",
                        "expected false for a path probe",
                        "true",
                        "A path tells where packets go, not whether the link is up; let an icmp or tcp probe judge")
                : judges;
    }
}

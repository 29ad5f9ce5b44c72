package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.protocol.settings.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes each link's probes from the templates that it uses. */
final class ProbeFactory {
    private final SiteId hub;
    private final Map<AgentId, SiteId> agents = new TreeMap<>();
    private final Map<String, ProbeTemplate> templates;
    private final Map<ProbeId, WatchedProbe> made = new LinkedHashMap<>();

    ProbeFactory(SiteId hub, Map<String, SiteId> agents, Map<String, ProbeTemplate> templates) {
        this.hub = hub;
        this.templates = templates;
        agents.forEach((id, site) -> this.agents.put(new AgentId(id), site));
    }

    /** All probes; problems are noted at the template or at the link. */
    Map<ProbeId, WatchedProbe> make(List<LinkReader.Draft> drafts) {
        drafts.forEach(this::make);
        return made;
    }

    private void make(LinkReader.Draft draft) {
        List<WatchedProbe> probes = new ArrayList<>();
        boolean whole = true;
        for (String name : draft.templates()) {
            for (Optional<WatchedProbe> probe : fromTemplate(draft, name)) {
                probe.ifPresent(probes::add);
                whole &= probe.isPresent();
            }
        }
        probes.forEach(each -> keep(draft, each));
        if (whole) {
            checkJudges(draft, probes.stream().filter(WatchedProbe::judges).count());
        }
    }

    private List<Optional<WatchedProbe>> fromTemplate(LinkReader.Draft draft, String name) {
        ProbeTemplate template = templates.get(name);
        if (template == null) {
            return List.of();
        }
        return agentsFor(draft.link(), template.from()).stream()
                .map(agent -> template.probe(draft.link().id(), agent, words(draft, agent)))
                .toList();
    }

    private void keep(LinkReader.Draft draft, WatchedProbe probe) {
        ProbeId id = probe.spec().probe();
        if (made.putIfAbsent(id, probe) != null) {
            draft.section()
                    .refuse(
                            "probes",
                            "expected each probe id once",
                            id + " again",
                            "Put ${link} into the template's id, and ${agent} where several agents run it");
        }
    }

    private static void checkJudges(LinkReader.Draft draft, long judges) {
        if (judges == 0) {
            draft.section()
                    .refuse(
                            "probes",
                            "expected a probe that judges the link",
                            "none",
                            "Use a template with judges: true whose from has an agent");
        } else if (draft.link().judging().quorum() > judges) {
            draft.section()
                    .refuse(
                            "judging",
                            "expected a quorum of at most " + judges + ", the judging probes",
                            String.valueOf(draft.link().judging().quorum()),
                            "");
        }
    }

    private List<AgentId> agentsFor(Link link, ProbeTemplate.From from) {
        SiteId site = switch (from) {
            case HUB -> hub;
            case SITE -> link.site();
        };
        return agents.entrySet().stream()
                .filter(each -> each.getValue().equals(site))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Variables words(LinkReader.Draft draft, AgentId agent) {
        Map<String, String> words = new HashMap<>(draft.addresses());
        words.put("link", draft.link().id().value());
        words.put("site", draft.link().site().value());
        words.put("hub", hub.value());
        words.put("agent", agent.value());
        return new Variables(words, "link " + draft.link().id());
    }
}

package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Site;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What people call links, sites and incidents. */
final class Names {
    private final Words words;
    private final Inventory inventory;

    Names(Words words, Inventory inventory) {
        this.words = words;
        this.inventory = inventory;
    }

    String title(Incident incident) {
        return words.say("incident.title." + incident.kind().name(), subject(incident.subject()));
    }

    String domain(Incident incident) {
        return words.say("domain." + incident.domain().name());
    }

    /** The sites behind an incident's links, once each, in the links' order. */
    List<String> places(Incident incident) {
        return incident.links().stream().map(this::place).distinct().toList();
    }

    /** The site's name, or the id of a link that the inventory no longer has. */
    String place(LinkId link) {
        return Optional.ofNullable(inventory.links().get(link))
                .map(each -> site(each).name())
                .orElse(link.value());
    }

    String link(LinkId link) {
        return Optional.ofNullable(inventory.links().get(link)).map(Link::name).orElse(link.value());
    }

    Site site(Link link) {
        return Objects.requireNonNull(inventory.sites().get(link.site()), "the inventory checks its references");
    }

    private String subject(String id) {
        Optional<String> segment = inventory.segments().values().stream()
                .filter(each -> each.id().value().equals(id))
                .map(each -> each.name())
                .findFirst();
        Optional<String> link = inventory.links().values().stream()
                .filter(each -> each.id().value().equals(id))
                .map(Link::name)
                .findFirst();
        return segment.or(() -> link).or(() -> agent(id)).orElse(id);
    }

    private Optional<String> agent(String id) {
        return inventory.agents().entrySet().stream()
                .filter(each -> each.getKey().value().equals(id))
                .map(each -> inventory.sites().get(each.getValue()))
                .filter(Objects::nonNull)
                .map(Site::name)
                .findFirst();
    }
}

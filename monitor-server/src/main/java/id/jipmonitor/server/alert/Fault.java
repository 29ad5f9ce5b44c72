package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One cause with everything that it takes down.
 *
 * @param subject what failed: a segment's, a link's or an agent's id
 * @param links the links affected, in order of id
 * @param startsAt when the first of them failed
 * @param declaredAt when that was certain and had lasted long enough
 * @param endsAt when the last of them had recovered; empty while it lasts
 * @param held whether it is too early to tell people: what others will show may make it part of a larger fault
 * @param evidence what decided the domain, then what else is known
 */
public record Fault(
        Rule.Condition condition,
        FaultDomain domain,
        String subject,
        List<LinkId> links,
        Instant startsAt,
        Instant declaredAt,
        Optional<Instant> endsAt,
        boolean held,
        List<Rule.Text> evidence) {
    public Fault {
        links = List.copyOf(links);
        evidence = List.copyOf(evidence);
    }

    /** The same fault with more evidence, which did not decide its domain. */
    public Fault with(List<Rule.Text> more) {
        List<Rule.Text> all = Stream.concat(evidence.stream(), more.stream()).toList();
        return new Fault(condition, domain, subject, links, startsAt, declaredAt, endsAt, held, all);
    }
}

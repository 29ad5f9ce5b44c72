package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.incident.Acknowledgement;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A day in East Java: most links well, a backbone segment cut, one access link bad, one agent that cannot see. */
final class Scene {
    private static final List<LinkId> MADURA =
            List.of(EastJava.BANGKALAN, new LinkId("kab-pamekasan-jip"), new LinkId("kab-sumenep-jip"));
    private static final LinkId PACITAN = new LinkId("kab-pacitan-jip");
    private static final LinkId BATU = new LinkId("kota-batu-jip");
    private static final LinkId SITUBONDO = new LinkId("kab-situbondo-jip");
    private static final LinkId BPBD = new LinkId("opd-bpbd-jip");

    private Scene() {}

    static void allWell(Site43 site) {
        SplittableRandom random = new SplittableRandom(3);
        Instant monthStart = Instant.parse("2026-10-31T17:00:00Z");
        site.inventory.links().values().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(link -> {
                    double distance = link.id().value().startsWith("opd") ? 0.002 : 0.009;
                    double rtt = distance + random.nextDouble() * 0.006;
                    Instant seen = Site43.NOW.minusMillis(random.nextInt(10_000));
                    site.network.was(link.id(), LinkState.UP, monthStart, 0, rtt, seen);
                });
        past(site, EastJava.BANGKALAN);
    }

    static void eastJavaWithTrouble(Site43 site) {
        allWell(site);
        Instant cut = Site43.NOW.minus(Duration.ofMinutes(7));
        MADURA.forEach(link -> state(site, link, LinkState.DOWN, cut, 1));
        state(site, PACITAN, LinkState.DEGRADED, Site43.NOW.minus(Duration.ofMinutes(24)), 0.312);
        state(site, BATU, LinkState.BLIND, Site43.NOW.minus(Duration.ofMinutes(3)), 0);
        state(site, BPBD, LinkState.MAINTENANCE, Site43.NOW.minus(Duration.ofMinutes(65)), 0);
        site.record(
                incident(
                        "3f0c9a51be77d204",
                        Incident.Kind.LINK_DOWN,
                        FaultDomain.BACKBONE,
                        EastJava.MADURA.value(),
                        MADURA,
                        cut,
                        Optional.empty(),
                        new Incident.Evidence(
                                "Ketiga tautan yang melewati ruas ini putus dalam 12 detik; 40 tautan lain tetap menjawab.",
                                "All three links over this segment went down within 12 seconds; 40 other links still answer.")));
        site.record(incident(
                "77aa12cd90ef3344",
                Incident.Kind.LINK_DEGRADED,
                FaultDomain.ACCESS_LINK,
                PACITAN.value(),
                List.of(PACITAN),
                Site43.NOW.minus(Duration.ofMinutes(24)),
                Optional.empty(),
                new Incident.Evidence(
                        "Kehilangan paket 31 % (batas 20 %) pada tautan ini saja; tidak ada ruas bersama yang terganggu.",
                        "Packet loss of 31 % (limit 20 %) on this link alone; no shared segment is affected.")));
        site.incidents.acknowledge(
                new IncidentId("77aa12cd90ef3344"),
                new Acknowledgement(
                        "sari", "Tiket ke penyedia, teknisi menuju lokasi.", Site43.NOW.minus(Duration.ofMinutes(9))));
        site.record(incident(
                "5b6c7d8e9f001122",
                Incident.Kind.SITE_BLIND,
                FaultDomain.MONITOR,
                BATU.value(),
                List.of(BATU),
                Site43.NOW.minus(Duration.ofMinutes(3)),
                Optional.empty(),
                new Incident.Evidence(
                        "0 dari 3 jangkar menjawab: agen tidak dapat melihat, keadaan tautan tidak diketahui.",
                        "0 of 3 anchors answered: the agent cannot see, the link's state is not known.")));
        closed(site);
    }

    private static void closed(Site43 site) {
        site.record(incident(
                "0a1b2c3d4e5f6071",
                Incident.Kind.LINK_DOWN,
                FaultDomain.ACCESS_LINK,
                SITUBONDO.value(),
                List.of(SITUBONDO),
                Site43.NOW.minus(Duration.ofHours(27)),
                Optional.of(Site43.NOW.minus(Duration.ofHours(26))),
                new Incident.Evidence(
                        "Hanya tautan ini yang putus; perangkat di lokasi menjawab dari dalam.",
                        "Only this link went down; the device at the site answered from inside.")));
    }

    /** A history worth looking at within six hours. */
    private static void past(Site43 site, LinkId link) {
        state(site, link, LinkState.DEGRADED, Site43.NOW.minus(Duration.ofHours(5)), 0.25);
        state(site, link, LinkState.UP, Site43.NOW.minus(Duration.ofMinutes(282)), 0);
        state(site, link, LinkState.NO_DATA, Site43.NOW.minus(Duration.ofMinutes(214)), 0);
        state(site, link, LinkState.UP, Site43.NOW.minus(Duration.ofMinutes(190)), 0);
        state(site, link, LinkState.BLIND, Site43.NOW.minus(Duration.ofMinutes(160)), 0);
        state(site, link, LinkState.UP, Site43.NOW.minus(Duration.ofMinutes(148)), 0);
        state(site, link, LinkState.DOWN, Site43.NOW.minus(Duration.ofMinutes(102)), 1);
        state(site, link, LinkState.UP, Site43.NOW.minus(Duration.ofMinutes(90)), 0);
        state(site, link, LinkState.MAINTENANCE, Site43.NOW.minus(Duration.ofHours(1)), 0);
        state(site, link, LinkState.UP, Site43.NOW.minus(Duration.ofMinutes(40)), 0);
    }

    private static void state(Site43 site, LinkId link, LinkState state, Instant since, double loss) {
        site.network.was(link, state, since, loss, 0.0124, Site43.NOW.minusSeconds(4));
    }

    private static Incident incident(
            String id,
            Incident.Kind kind,
            FaultDomain domain,
            String subject,
            List<LinkId> links,
            Instant from,
            Optional<Instant> to,
            Incident.Evidence evidence) {
        return new Incident(
                new IncidentId(id), kind, domain, subject, links, from, from.plusSeconds(21), to, List.of(evidence));
    }
}

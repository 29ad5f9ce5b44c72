package id.jipmonitor.lab.demo;

import id.jipmonitor.lab.demo.Found.IncidentFound;
import id.jipmonitor.lab.demo.Verdict.Fault;
import id.jipmonitor.lab.mail.Mail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The scenario: all green, one access link cut and healed, one backbone segment cut and healed. */
public final class DemoScript {
    private final Narrator narrator;
    private final Patience patience;
    private final Faults faults;
    private final Monitor monitor;
    private final Supplier<List<Mail>> mails;

    public DemoScript(
            Narrator narrator, Patience patience, Faults faults, Monitor monitor, Supplier<List<Mail>> mails) {
        this.narrator = narrator;
        this.patience = patience;
        this.faults = faults;
        this.monitor = monitor;
        this.mails = mails;
    }

    /** Waits until every link is UP; whether that came about in time. */
    public boolean allUp(int links) {
        narrator.say("Menunggu " + links + " tautan NORMAL ...", "Waiting until " + links + " links are UP ...");
        if (!patience.until(() -> monitor.states().equals(Map.of("UP", links)))) {
            narrator.say(
                    "Waktu habis; keadaan tautan: " + monitor.states(),
                    "Out of time; states of the links: " + monitor.states());
            return false;
        }
        narrator.say("Semua " + links + " tautan NORMAL.", "All " + links + " links are UP.");
        return true;
    }

    /** Cuts and heals. A step that does not come about in time ends the play; the verdict tells what was not shown. */
    public void play(List<Fault> plan) {
        for (Fault fault : plan) {
            if (!play(fault)) {
                return;
            }
        }
    }

    private boolean play(Fault fault) {
        narrator.say(
                "MEMUTUS " + fault.name() + " (" + fault.links().size() + " tautan: " + fault.links() + ")",
                "CUTTING " + fault.name() + " (" + fault.links().size() + " link(s): " + fault.links() + ")");
        faults.cut(fault.name());
        boolean shown = declared(fault) && mailed(fault, 1);
        narrator.say("MEMULIHKAN " + fault.name(), "HEALING " + fault.name());
        faults.heal(fault.name());
        return shown && recovered(fault) && mailed(fault, 2);
    }

    private boolean declared(Fault fault) {
        boolean seen = patience.until(() -> incident(fault).isPresent());
        incident(fault)
                .ifPresent(incident -> narrator.say(
                        "Gangguan dinyatakan: " + incident.subject() + ", ranah " + incident.domain() + ", "
                                + incident.links().size() + " tautan.",
                        "Fault declared: " + incident.subject() + ", domain " + incident.domain() + ", "
                                + incident.links().size() + " link(s)."));
        return seen;
    }

    private boolean recovered(Fault fault) {
        Set<String> affected = fault.links();
        boolean seen =
                patience.until(() -> incident(fault).filter(IncidentFound::open).isEmpty());
        if (seen) {
            narrator.say("Pulih: " + affected.size() + " tautan.", "Recovered: " + affected.size() + " link(s).");
        }
        return seen;
    }

    private boolean mailed(Fault fault, int count) {
        return patience.until(() -> incident(fault)
                .map(incident -> mails.get().stream()
                                .filter(mail -> mail.text().contains(incident.id()))
                                .count()
                        >= count)
                .orElse(false));
    }

    private Optional<IncidentFound> incident(Fault fault) {
        return monitor.incidents().stream()
                .filter(incident -> Verdict.matches(fault, incident))
                .findFirst();
    }
}

package id.jipmonitor.lab.demo;

import id.jipmonitor.lab.demo.Found.IncidentFound;
import id.jipmonitor.lab.mail.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the demo showed what it promises. Pure: what was done, what the server found, what was mailed. */
public final class Verdict {
    private static final Set<String> KINDS = Set.of("icmp", "snmp", "tcp");

    private final List<Fault> faults;
    private final Found found;
    private final List<Mail> mails;

    /**
     * A fault that the script made and undid.
     *
     * @param name the link or the segment that was cut
     * @param links all links that it took down
     */
    public record Fault(String name, Set<String> links) {}

    public Verdict(List<Fault> faults, Found found, List<Mail> mails) {
        this.faults = List.copyOf(faults);
        this.found = found;
        this.mails = List.copyOf(mails);
    }

    /** Every condition that does not hold, in words; empty when the demo succeeded. */
    public List<String> unmet() {
        List<String> unmet = new ArrayList<>();
        Set<String> missing = new TreeSet<>(KINDS);
        missing.removeAll(found.kinds());
        check(unmet, missing.isEmpty(), "stored results: expected icmp, snmp and tcp. Found: none of " + missing);
        check(unmet, found.lost() == 0, "ledger: expected lost=0. Found: " + found.lost());
        for (Fault fault : faults) {
            judge(fault, unmet);
        }
        for (IncidentFound incident : found.incidents()) {
            boolean expected = faults.stream().anyMatch(fault -> matches(fault, incident));
            check(unmet, expected, "incidents: expected none but those of the cuts. Found: " + incident);
        }
        int expectedMails = 2 * faults.size();
        check(
                unmet,
                mails.size() == expectedMails,
                "notices: expected " + expectedMails + " mails. Found: " + mails.size());
        return unmet;
    }

    private void judge(Fault fault, List<String> unmet) {
        List<IncidentFound> declared =
                found.incidents().stream().filter(each -> matches(fault, each)).toList();
        String what = "cut of " + fault.name();
        if (declared.size() != 1) {
            unmet.add(what + ": expected one incident over " + fault.links() + ". Found: " + declared.size());
            return;
        }
        IncidentFound incident = declared.getFirst();
        check(unmet, !incident.open(), what + ": expected its recovery. Found: incident " + incident.id() + " is open");
        long told = mailsAbout(incident);
        check(unmet, told == 2, what + ": expected one notice and one recovery notice. Found: " + told + " mails");
    }

    private long mailsAbout(IncidentFound incident) {
        return mails.stream()
                .filter(mail -> mail.text().contains(incident.id()))
                .count();
    }

    /** A fault's incident takes down exactly the fault's links. */
    static boolean matches(Fault fault, IncidentFound incident) {
        return incident.kind().equals("LINK_DOWN") && incident.links().equals(fault.links());
    }

    private static void check(List<String> unmet, boolean holds, String otherwise) {
        if (!holds) {
            unmet.add(otherwise);
        }
    }

    /** The demo's last line. */
    public String summary() {
        long recovered = found.incidents().stream().filter(each -> !each.open()).count();
        return "demo: results=" + found.results() + " lost=" + found.lost() + " incidents="
                + found.incidents().size() + " notices=" + mails.size() + " recovered=" + recovered;
    }
}

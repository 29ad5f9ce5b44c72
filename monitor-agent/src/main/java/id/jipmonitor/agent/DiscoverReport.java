package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.agent.probe.snmp.DeviceInventory;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.BgpPeer;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.NetworkInterface;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import java.util.Locale;
import java.util.OptionalLong;

/** What {@code agent discover} tells a person, in Indonesian or English; words of a MIB stay as the MIB spells them. */
final class DiscoverReport {
    private final ProbeSpec asked;
    private final ProbeSettings.Snmp snmp;
    private final boolean english;

    DiscoverReport(ProbeSpec asked, ProbeSettings.Snmp snmp, Locale language) {
        this.asked = asked;
        this.snmp = snmp;
        this.english = language.getLanguage().equals("en");
    }

    /** The device's tables, and the templates that would watch them. */
    String found(DeviceInventory device) {
        String name = device.name().isEmpty() ? "" : ", sysName " + device.name();
        return word("Perangkat", "Device") + ": " + place() + name + "\n\n"
                + word("Antarmuka", "Interfaces") + ": " + device.interfaces().size() + "\n" + interfaces(device) + "\n"
                + peers(device)
                + word(
                        "# Tempel di bawah probe_templates: dalam network.yaml, lalu sebut namanya di probes: tautan.\n",
                        "# Paste below probe_templates: in network.yaml, then name them in a link's probes:.\n")
                + new TemplateText(asked.target(), snmp, english).of(device);
    }

    private String interfaces(DeviceInventory device) {
        if (device.interfaces().isEmpty()) {
            return "";
        }
        TextTable table = new TextTable();
        table.row("ifName", "ifAlias", word("kecepatan", "speed"), "ifAdminStatus", "ifOperStatus");
        for (NetworkInterface each : device.interfaces()) {
            table.row(each.name(), each.alias(), speed(each.bitsPerSecond()), each.adminStatus(), each.operStatus());
        }
        return table.text();
    }

    private String peers(DeviceInventory device) {
        if (device.peers().isEmpty()) {
            return "";
        }
        TextTable table = new TextTable();
        table.row("bgpPeerRemoteAddr", "AS", "bgpPeerState", "bgpPeerAdminStatus", word("terhubung", "established"));
        for (BgpPeer each : device.peers()) {
            String as = each.remoteAs().isPresent() ? "" + each.remoteAs().getAsLong() : "";
            table.row(each.address(), as, each.state(), each.adminStatus(), since(each));
        }
        long down = device.peers().stream().filter(BgpPeer::down).count();
        return word("Peer BGP", "BGP peers") + ": " + device.peers().size() + word(", putus: ", ", down: ") + down
                + "\n" + table.text() + "\n";
    }

    private String since(BgpPeer peer) {
        long seconds = peer.establishedSeconds().orElse(0);
        if (seconds == 0) {
            return "";
        }
        long days = seconds / 86_400;
        String clock =
                String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        String length = days == 0 ? clock : days + word(" hari ", " d ") + clock;
        return peer.established() ? word("selama ", "for ") + length : length + word(" yang lalu", " ago");
    }

    private static String speed(OptionalLong bitsPerSecond) {
        if (bitsPerSecond.isEmpty()) {
            return "";
        }
        long bits = bitsPerSecond.getAsLong();
        String[] units = {" bit/s", " kbit/s", " Mbit/s", " Gbit/s", " Tbit/s"};
        int unit = 0;
        while (bits % 1_000 == 0 && unit < units.length - 1) {
            bits /= 1_000;
            unit++;
        }
        return bits + units[unit];
    }

    /** What to check when the device told nothing. */
    String nothing(Verdict verdict) {
        String detail = "  " + verdict.reason().detail() + "\n";
        if (verdict.outcome() == Outcome.BLIND) {
            return word("Agen ini tidak dapat bertanya kepada ", "This agent could not ask ") + place() + ":\n"
                    + detail;
        }
        boolean answered = verdict.outcome() == Outcome.RESPONDED;
        if (answered && verdict.reason().cause() == Cause.NONE) {
            return place()
                    + word(
                            " menjawab, tetapi tidak menunjukkan antarmuka maupun peer BGP. Periksa hak lihat (view)"
                                    + " SNMP untuk kredensial ini pada perangkat.\n",
                            " answers and shows neither interfaces nor BGP peers. Check on the device what its SNMP"
                                    + " view lets these credentials see.\n");
        }
        return answered
                ? place() + word(" menjawab, tetapi menolak:\n", " answers and refuses:\n") + detail + checks()
                : word("Tidak ada jawaban dari ", "No answer from ") + place() + word(" dalam ", " within ")
                        + asked.waitingTime().toSeconds() + " s:\n" + detail + checks();
    }

    private String checks() {
        String entry = "snmp_credentials." + snmp.credentials();
        return word("Periksa:\n", "Check:\n")
                + word(
                        "  - layanan SNMP perangkat menyala, dan daftar aksesnya mengizinkan alamat agen ini\n",
                        "  - that the device's SNMP service is on, and its access list admits this agent's address\n")
                + word(
                        "  - tidak ada firewall di jalan yang membuang UDP port " + snmp.port() + "\n",
                        "  - that no firewall on the way drops UDP port " + snmp.port() + "\n")
                + word(
                        "  - " + entry + " sama dengan di perangkat: community, atau user, protokol dan sandinya\n",
                        "  - that " + entry
                                + " is what the device has: community, or user, protocols and passphrases\n");
    }

    /** That not everything could be read; empty when it could. */
    String warning(Verdict verdict) {
        return verdict.reason().cause() == Cause.NONE
                ? ""
                : word("Tidak lengkap: ", "Incomplete: ") + verdict.reason().detail() + "\n";
    }

    private String place() {
        return asked.target() + word(" port ", " port ") + snmp.port();
    }

    private String word(String indonesian, String englishText) {
        return english ? englishText : indonesian;
    }
}

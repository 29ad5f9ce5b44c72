package id.jipmonitor.server;

import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.alert.Rule.Severity;
import id.jipmonitor.server.alert.Rule.Text;
import java.time.Duration;
import java.util.Map;

/** What applies for a condition that rules.yaml says nothing about. */
final class UsualRules {
    private UsualRules() {}

    static Rule of(Condition condition) {
        return switch (condition) {
            case LINK_DOWN ->
                rule(
                        condition,
                        Severity.CRITICAL,
                        new Text("Tautan putus", "Link down"),
                        new Text(
                                "Periksa listrik dan perangkat di ujung tautan, lalu hubungi penyedia.",
                                "Check power and equipment at the end of the link, then call the provider."));
            case LINK_DEGRADED ->
                rule(
                        condition,
                        Severity.WARNING,
                        new Text("Mutu tautan menurun", "Link degraded"),
                        new Text(
                                "Periksa beban tautan dan galat antarmuka; bandingkan dengan jam sebelumnya.",
                                "Check the link's load and interface errors; compare with the hours before."));
            case SITE_BLIND ->
                rule(
                        condition,
                        Severity.WARNING,
                        new Text("Agen tidak dapat mengamati", "Agent cannot see"),
                        new Text(
                                "Periksa antarmuka dan gerbang mesin agen; keadaan tautan tidak diketahui.",
                                "Check the agent machine's interface and gateway; the link's state is not known."));
            case AGENT_LOST ->
                rule(
                        condition,
                        Severity.WARNING,
                        new Text("Agen tidak terhubung", "Agent lost"),
                        new Text(
                                "Periksa mesin agen dan layanannya; hasil tersimpan di agen sampai terhubung lagi.",
                                "Check the agent's machine and service; it keeps its results until it connects again."));
            case CERTIFICATE_ENDING ->
                rule(
                        condition,
                        Severity.WARNING,
                        new Text("Sertifikat hampir berakhir", "Certificate near its end"),
                        new Text(
                                "Cari di log pihak itu mengapa perpanjangan gagal; daftarkan agen lagi bila perlu.",
                                "Look in that end's log why renewal failed; enrol the agent anew if need be."));
            case IDENTITY_DUPLICATED ->
                rule(
                        condition,
                        Severity.CRITICAL,
                        new Text("Satu sertifikat dipakai dua mesin", "One certificate on two machines"),
                        new Text(
                                "Cabut sertifikat agen itu, lalu daftarkan tiap mesin sebagai agen tersendiri.",
                                "Revoke that agent's certificate, then enrol each machine as an agent of its own."));
            case CLOCK_WRONG ->
                rule(
                        condition,
                        Severity.WARNING,
                        new Text("Jam agen salah", "Agent's clock is wrong"),
                        new Text(
                                "Nyalakan NTP di mesin agen; waktu hasilnya meleset sebesar itu.",
                                "Turn on NTP on the agent's machine; times of its results are off as much."));
        };
    }

    private static Rule rule(Condition condition, Severity severity, Text summary, Text action) {
        return new Rule(condition, true, severity, Duration.ZERO, Map.of(), summary, action);
    }
}

package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells a person what one round did: its settings, each step, the decision. */
final class OnceReport implements RoundTrace {
    private final PrintWriter out;
    private final boolean english;

    OnceReport(PrintWriter out, Locale language) {
        this.out = out;
        this.english = language.getLanguage().equals("en");
    }

    @Override
    public void say(String indonesian, String englishText) {
        out.println("  " + shown(english ? englishText : indonesian));
    }

    void settings(ProbeSpec spec) {
        title("Pengaturan", "Settings");
        line("probe", "probe", spec.probe().toString());
        line("sasaran", "target", spec.target());
        line("jadwal", "cadence", spec.cadence().toString());
        line("waktu tunggu (Tmax)", "waiting time (Tmax)", spec.waitingTime().toMillis() + " ms");
        line("jenis", "type", spec.settings().toString());
        title("Langkah", "Steps");
    }

    void decision(ProbeResult result) {
        title("Keputusan", "Decision");
        line("hasil", "outcome", result.outcome() + " (" + meaning(result) + ")");
        line("sebab", "cause", result.reason().cause() + " " + result.reason().detail());
        line(
                "paket",
                "packets",
                result.packets().typeP() + ", N " + result.packets().count());
        line("mutu waktu", "timestamp quality", result.timestampQuality() + (result.stalled() ? ", stalled" : ""));
        for (Measure each : result.measures()) {
            String instance = each.instance().isEmpty() ? "" : "{" + each.instance() + "}";
            line(each.metric().metricName() + instance, each.metric().metricName() + instance, "" + each.value());
        }
        out.flush();
    }

    private String meaning(ProbeResult result) {
        return switch (result.outcome()) {
            case RESPONDED -> word("sasaran menjawab", "the target answered");
            case REFUSED -> word("sasaran terjangkau, layanan menolak", "the target is there, the service refuses");
            case UNREACHABLE -> word("tidak ada jawaban", "nothing came back");
            case BLIND -> word("agen tidak dapat menilai", "the agent could not judge");
            case SKIPPED -> word("putaran tidak dijalankan", "the round did not run");
        };
    }

    private void title(String indonesian, String englishText) {
        out.println(word(indonesian, englishText) + ":");
    }

    private void line(String indonesian, String englishText, String value) {
        out.println("  " + word(indonesian, englishText) + ": " + shown(value));
    }

    /** Some words are a stranger's, and a terminal obeys what it is shown. */
    private static String shown(String text) {
        return text.replaceAll("\\p{gc=Cc}", "?");
    }

    private String word(String indonesian, String englishText) {
        return english ? englishText : indonesian;
    }
}

package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OnceReportTest {
    private final StringWriter shown = new StringWriter();

    private OnceReport report(Locale language) {
        return new OnceReport(new PrintWriter(shown), language);
    }

    @Test
    void step_told_isInTheChosenLanguage() {
        report(Locale.of("id")).say("Tersambung", "Connected");
        report(Locale.ENGLISH).say("Tersambung", "Connected");

        assertThat(shown.toString().lines()).containsExactly("  Tersambung", "  Connected");
    }

    @Test
    void words_ofAStranger_cannotCommandTheTerminal() {
        report(Locale.ENGLISH).say("", "CN=\u001b[2Jx\u009b31m\u0007y\r\nz");

        assertThat(shown.toString().lines()).containsExactly("  CN=?[2Jx?31m?y??z");
    }
}

package id.jipmonitor.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells in the terminal what happens, with the time since the start, in Indonesian or English. */
public final class Narrator {
    private final PrintStream out;
    private final boolean indonesian;
    private final LongSupplier nanos;
    private final long started;

    /**
     * @param language Indonesian for {@code id}, English for all others
     * @param nanos a monotonic clock
     */
    public Narrator(PrintStream out, Locale language, LongSupplier nanos) {
        this.out = out;
        this.indonesian = language.getLanguage().equals("id");
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** One thing that happened. */
    public void say(String inIndonesian, String inEnglish) {
        print(String.format(
                Locale.ROOT, "[%6.1f s] %s", elapsed().toMillis() / 1_000.0, indonesian ? inIndonesian : inEnglish));
    }

    /** Lines that belong to what was said before. */
    public void show(List<String> lines) {
        lines.forEach(line -> print("           " + line));
    }

    /** A line for programs, as it is. */
    public void plain(String line) {
        print(line);
    }

    /** Since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - started);
    }

    /** Whether the terminal reads Indonesian. */
    public boolean indonesian() {
        return indonesian;
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}

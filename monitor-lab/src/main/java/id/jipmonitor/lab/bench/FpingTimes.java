package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What fping prints for each echo, to a microsecond. */
final class FpingTimes implements PingTimes {
    private static final Pattern ECHO = Pattern.compile("^\\S+ +: \\[(\\d+)], \\d+ bytes, ([0-9.]+) ms");
    private static final int SOME_SILENT = 1;
    private static final int NANO_DIGITS = 6;

    private final Path directory;

    FpingTimes(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "fping";
    }

    @Override
    public List<Optional<Duration>> ping(InetAddress target, int count, Duration gap)
            throws IOException, InterruptedException {
        Path output = directory.resolve("fping-times.out");
        List<String> command = List.of("fping", "-c" + count, "-p" + gap.toMillis(), target.getHostAddress());
        Tool.run(command, output, SOME_SILENT, "as root: apt-get install fping");
        return read(Files.readAllLines(output), count);
    }

    static List<Optional<Duration>> read(List<String> lines, int count) {
        List<Optional<Duration>> times = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
        for (String line : lines) {
            Matcher echo = ECHO.matcher(line);
            if (echo.find() && Integer.parseInt(echo.group(1)) < count) {
                BigDecimal nanos = new BigDecimal(echo.group(2)).movePointRight(NANO_DIGITS);
                times.set(Integer.parseInt(echo.group(1)), Optional.of(Duration.ofNanos(nanos.longValue())));
            }
        }
        return times;
    }
}

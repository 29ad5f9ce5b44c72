package id.jipmonitor.lab.bench;

import id.jipmonitor.lab.network.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tcpdump sees of the echoes on an interface: the times of the packets themselves, by the kernel, to a nanosecond. The
 * kernel hands them over in blocks; to wake tcpdump for each one would delay the very packet between the time that it is
 * told here and its leaving, tens of microseconds.
 */
final class WireTimes implements AutoCloseable {
    private static final Pattern PACKET =
            Pattern.compile("^(\\d{1,12})\\.(\\d{9}) IP .*: ICMP echo (request|reply), (id \\d+, seq \\d+),");
    private static final long PATIENCE_SECONDS = 5;

    private final Process tcpdump;
    private final Path packets;

    private WireTimes(Process tcpdump, Path packets) {
        this.tcpdump = tcpdump;
        this.packets = packets;
    }

    /** Begins to watch, and returns when it watches. It ends by itself after both packets of each echo. */
    static WireTimes watch(String networkInterface, int echoes, Path directory) throws IOException {
        Path packets = directory.resolve("packets");
        Process tcpdump;
        try {
            tcpdump = new ProcessBuilder(List.of(
                            "tcpdump",
                            "-i",
                            networkInterface,
                            "-n",
                            "-tt",
                            "--nano",
                            "-l",
                            "-c",
                            Integer.toString(2 * echoes),
                            "icmp"))
                    .redirectOutput(packets.toFile())
                    .start();
        } catch (IOException missing) {
            throw new LabException(
                    "tcpdump: expected this program on the path. Found: none; as root: apt-get install tcpdump",
                    missing);
        }
        BufferedReader words =
                new BufferedReader(new InputStreamReader(tcpdump.getErrorStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = words.readLine(); line == null || !line.startsWith("listening"); line = words.readLine()) {
            if (line == null) {
                throw new LabException("tcpdump: expected to listen. Found: " + said);
            }
            said.append(line).append(' ');
        }
        return new WireTimes(tcpdump, packets);
    }

    /** The time from request to reply of each echo in order of the requests. */
    List<Optional<Duration>> seen() throws IOException, InterruptedException {
        if (!tcpdump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            tcpdump.destroy();
            tcpdump.waitFor();
        }
        return read(Files.readAllLines(packets));
    }

    static List<Optional<Duration>> read(List<String> lines) {
        Map<String, Duration> asked = new LinkedHashMap<>();
        Map<String, Duration> taken = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher packet = PACKET.matcher(line);
            if (!packet.find()) {
                continue;
            }
            Duration at = Duration.ofSeconds(Long.parseLong(packet.group(1)), Long.parseLong(packet.group(2)));
            String echo = packet.group(4);
            if (packet.group(3).equals("request")) {
                asked.put(echo, at);
            } else if (asked.containsKey(echo)) {
                taken.put(echo, at.minus(asked.getOrDefault(echo, at)));
            }
        }
        List<Optional<Duration>> all = new ArrayList<>();
        asked.keySet().forEach(each -> all.add(Optional.ofNullable(taken.get(each))));
        return all;
    }

    @Override
    public void close() {
        tcpdump.destroy();
    }
}

package id.jipmonitor.lab.bench;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Echoes to be exchanged with the addresses of one network, all of which answer.
 *
 * @param name what the figures are called after
 * @param network its first two numbers; {@code 127.1} the kernel answers itself
 * @param targets 1 to 62,500: 250 networks of 250 addresses
 * @param echoes to each target, 1 to 20
 * @param gap between two echoes to one target
 * @param sweeps how often the whole is done; one begins when the one before has ended
 */
record EchoTask(String name, String network, int targets, int echoes, Duration gap, int sweeps) implements Task {
    private static final int HOSTS = 250;

    @Override
    public String description() {
        return String.format(Locale.ROOT, "%,d targets x %d echoes, %d times a run", targets, echoes, sweeps);
    }

    @Override
    public long total() {
        return (long) targets * echoes * sweeps;
    }

    /** The network's 0.1, 0.2 and so on. */
    List<InetAddress> addresses() {
        return IntStream.range(0, targets)
                .mapToObj(i -> InetAddress.ofLiteral(network + "." + i / HOSTS + "." + (i % HOSTS + 1)))
                .toList();
    }
}

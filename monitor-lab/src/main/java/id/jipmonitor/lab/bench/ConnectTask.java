package id.jipmonitor.lab.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * TCP connects to addresses of 127.0.0.0/8, so many that no pair of them runs out of ephemeral ports.
 *
 * @param targets 1 to 62,500: 250 networks of 250 addresses
 * @param times how often each is connected to; one turn begins when the one before has ended
 */
record ConnectTask(int targets, int times) implements Task {
    private static final int HOSTS = 250;

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, "%,d targets, %d times a run", targets, times);
    }

    @Override
    public long total() {
        return (long) targets * times;
    }

    /** 127.2.0.1, 127.2.0.2 and so on; the ports take turns. */
    List<InetSocketAddress> addresses() {
        return IntStream.range(0, targets)
                .mapToObj(i -> new InetSocketAddress(
                        InetAddress.ofLiteral("127.2." + i / HOSTS + "." + (i % HOSTS + 1)),
                        FarService.PORT + i % FarService.PORTS))
                .toList();
    }
}

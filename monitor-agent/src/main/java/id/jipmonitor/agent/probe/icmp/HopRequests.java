package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/** A way to ask the hops to a target: by echo requests or by TCP SYNs whose time to live ends there. */
interface HopRequests extends AutoCloseable {
    /** Says how hops are asked, for a person who watches. */
    void announce(RoundTrace trace);

    /**
     * Asks some hops, each as often as the others and each once before any again, so that no router hears two requests in
     * a row. Ends when the target or a router spoke of every request or the waiting time is over.
     *
     * @param first time to live of the first hop
     * @param width how many hops, each farther than the one before it
     * @return echoes are answers of the target, refusals words of routers; both in the order of asking
     * @throws EchoFailure when this host cannot ask
     */
    EchoReport ask(InetAddress target, int first, int width) throws EchoFailure, InterruptedException;

    /** The time to live of each request of such a window. */
    static List<Integer> timesToLive(int first, int width, int queries) {
        return IntStream.range(0, width * queries)
                .mapToObj(i -> first + i % width)
                .toList();
    }

    @Override
    void close();
}

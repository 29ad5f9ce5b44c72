package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Asks hops by the SYNs of TCP connections. Every request is a connection of its own and has to have a port of its own here,
 * so they are not one flow to routers that spread load by ports; but each request of a round has the port that it had in the
 * rounds before, so that what is held against each other went the same way.
 */
final class SynHops implements HopRequests {
    /**
     * The kernel sends a SYN again after a second (RFC 6298 section 2.1); whose answer came then would not be known, so
     * no answer is waited for so long.
     */
    static final Duration LONGEST_WAIT = Duration.ofMillis(950);

    private final int port;
    private final int queries;
    private final Duration waitingTime;
    private final ExecutorService threads;
    private final LongSupplier nanoClock;
    private final Map<Integer, Integer> sourcePorts = new HashMap<>();

    /** @param threads platform threads, as waiting for sockets would hold a virtual one's carrier; the caller's */
    SynHops(int port, int queries, Duration waitingTime, ExecutorService threads, LongSupplier nanoClock) {
        this.port = port;
        this.queries = queries;
        this.waitingTime = waited(waitingTime);
        this.threads = threads;
        this.nanoClock = nanoClock;
    }

    /** How long an answer is waited for, if it may be so long. */
    static Duration waited(Duration waitingTime) {
        return waitingTime.compareTo(LONGEST_WAIT) < 0 ? waitingTime : LONGEST_WAIT;
    }

    @Override
    public void announce(RoundTrace trace) {
        trace.say("Menanyai lompatan dengan TCP SYN ke port " + port, "Asking hops by TCP SYN to port " + port);
    }

    @Override
    public EchoReport ask(InetAddress target, int first, int width) throws EchoFailure, InterruptedException {
        SynBurst.Order order = new SynBurst.Order(
                target,
                port,
                HopRequests.timesToLive(first, width, queries),
                ProbeSettings.Path.GAP,
                waitingTime,
                sourcePorts);
        try {
            return answer(threads.submit(() -> SynBurst.exchange(order, nanoClock)));
        } catch (RejectedExecutionException closed) {
            throw new EchoFailure(Cause.SOCKET_ERROR, "the threads that ask hops by TCP were closed");
        }
    }

    private static EchoReport answer(Future<EchoReport> report) throws InterruptedException {
        try {
            return report.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("asking hops by TCP failed", failure.getCause());
        } finally {
            report.cancel(true);
        }
    }

    @Override
    public void close() {
        // Its sockets lived no longer than each window.
    }
}

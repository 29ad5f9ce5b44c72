package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.HostPort;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The end of a long interruption: agents whose spools hold days of results connect at once, and go on to probe. What is live and
 * what is old meet in one server with the embedded store.
 */
final class BacklogRun {
    private static final Duration INTERRUPTION = Duration.ofDays(3);
    private static final long TICK_MILLIS = 200;
    private static final int SEED = 20261124;

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final IoEventLoopGroup loops;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * How much of it.
     *
     * @param resultsEach in each agent's spool, from 72 h ago on
     * @param probes of each agent, every 10 s
     * @param backlogPerSecond most old results that an agent sends in a second, as its settings say
     * @param longest after which it is given up
     */
    record Size(int agents, int resultsEach, int probes, int backlogPerSecond, Duration longest) {
        long results() {
            return (long) agents * resultsEach;
        }
    }

    BacklogRun(
            InstantSource clock, LongSupplier nanoClock, IoEventLoopGroup loops, Path directory, Consumer<String> out) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.loops = loops;
        this.directory = directory;
        this.out = out;
    }

    /**
     * Fills the spools, connects, and goes on until the backlog is stored.
     *
     * @return seconds from the first connection until every agent's backlog was acknowledged
     */
    double drain(Size size, HostPort server, Certificates certificates) throws IOException, InterruptedException {
        List<DeliveringAgent> agents = new ArrayList<>();
        try {
            fill(size);
            out.accept("backlog: " + size.results() + " results in " + size.agents() + " spools");
            for (int i = 0; i < size.agents(); i++) {
                agents.add(new DeliveringAgent(name(i), home(i), clock, live(size)));
            }
            Instant reunited = clock.instant();
            long begun = nanoClock.getAsLong();
            for (DeliveringAgent each : agents) {
                each.connect(server, certificates.agent(each.agent()), loops, nanoClock, size.backlogPerSecond());
            }
            probe(agents, size, reunited, begun);
            double seconds = seconds(begun);
            for (DeliveringAgent each : agents) {
                each.awaitDelivered(60);
            }
            return seconds;
        } finally {
            agents.forEach(DeliveringAgent::close);
        }
    }

    private void fill(Size size) throws IOException {
        Instant cut = clock.instant().minus(INTERRUPTION);
        for (int i = 0; i < size.agents(); i++) {
            MadeResults made = new MadeResults(size.probes(), cut, new Random(SEED + i));
            try (DeliveringAgent agent = new DeliveringAgent(name(i), home(i), InstantSource.fixed(cut), made)) {
                agent.fill(size.resultsEach());
            }
            if (i % 4 == 3) {
                out.accept("backlog: " + (i + 1) + " of " + size.agents() + " spools filled");
            }
        }
    }

    private MadeResults live(Size size) {
        return new MadeResults(size.probes(), clock.instant(), new Random(SEED));
    }

    /** Live rounds of all probes, evenly over ten seconds each, while backlog is left. */
    private void probe(List<DeliveringAgent> agents, Size size, Instant reunited, long begun)
            throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        double owed = 0;
        long told = 0;
        for (long left = size.results();
                left > 0;
                left = agents.stream()
                        .mapToLong(each -> each.waitingSince(reunited))
                        .sum()) {
            owed += size.probes() * TICK_MILLIS / 10_000.0;
            int now = (int) owed;
            owed -= now;
            for (DeliveringAgent each : agents) {
                each.appendLive(now);
            }
            if (seconds(begun) > size.longest().toSeconds()) {
                throw new LabException("backlog: expected it stored within "
                        + size.longest().toSeconds() + " s. Found: " + left + " results left");
            }
            if (seconds(begun) - told >= 10) {
                told = (long) seconds(begun);
                out.accept("backlog: " + left + " results left after " + told + " s");
            }
            var _ = never.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private double seconds(long since) {
        return (nanoClock.getAsLong() - since) / 1e9;
    }

    private static AgentId name(int index) {
        return new AgentId("backlog-%02d".formatted(index));
    }

    private Path home(int index) {
        return directory.resolve("spool-" + name(index));
    }
}

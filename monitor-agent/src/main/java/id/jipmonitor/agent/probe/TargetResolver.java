package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns a target into an address in bounded time and holds it against the owner's limits. The system's resolver can
 * hang for minutes and cannot be interrupted, so look-ups run on a few threads of their own and are abandoned when
 * their time is up. A name that has no address says nothing about the link: it is BLIND, never UNREACHABLE.
 */
public final class TargetResolver implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int WAITING = 1_000;

    private final ProbeLimits limits;
    private final AddressCaps caps;
    private final Lookup lookup;
    private final ThreadPoolExecutor threads;

    /** The system's resolver or a test's. */
    interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** What became of a target. */
    public sealed interface Resolved {
        /** @param resolving whether a name had to be looked up */
        record Address(InetAddress address, boolean resolving) implements Resolved {}

        /** The round ends here. */
        record Refused(Verdict verdict) implements Resolved {}
    }

    public TargetResolver(ProbeEnvironment environment) {
        this(environment.limits(), environment.caps(), InetAddress::getAllByName);
    }

    TargetResolver(ProbeLimits limits, AddressCaps caps, Lookup lookup) {
        this.limits = limits;
        this.caps = caps;
        this.lookup = lookup;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("resolver-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** The first allowed address of the probe's target, found within Tmax; many names for one address share its caps. */
    public Resolved resolve(ProbeSpec spec) throws InterruptedException {
        Resolved resolved = resolve(spec.target(), spec.waitingTime());
        return resolved instanceof Resolved.Address(InetAddress address, boolean resolving) && resolving
                ? caps.refuse(spec, address)
                        .<Resolved>map(TargetResolver::capped)
                        .orElse(resolved)
                : resolved;
    }

    Resolved resolve(String target, Duration within) throws InterruptedException {
        Optional<InetAddress> literal = literal(target);
        if (literal.isPresent()) {
            return firstAllowed(target, false, literal.get());
        }
        try {
            Future<InetAddress[]> answer = threads.submit(() -> lookup.addresses(target));
            return firstAllowed(target, true, await(answer, within));
        } catch (ExecutionException e) {
            return blind(target + ": no address. Check the name and the agent's DNS servers.");
        } catch (TimeoutException e) {
            return blind(target + ": no answer from the agent's DNS servers within " + within.toMillis() + " ms");
        } catch (RejectedExecutionException e) {
            return blind(target + ": " + WAITING + " names wait for the agent's DNS servers already");
        }
    }

    private static InetAddress[] await(Future<InetAddress[]> answer, Duration within)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            answer.cancel(false);
        }
    }

    private static Optional<InetAddress> literal(String target) {
        try {
            return Optional.of(InetAddress.ofLiteral(target));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private Resolved firstAllowed(String target, boolean resolving, InetAddress... addresses) {
        for (InetAddress each : addresses) {
            if (limits.allows(each)) {
                return new Resolved.Address(each, resolving);
            }
        }
        return new Resolved.Refused(Verdict.of(
                Outcome.SKIPPED,
                Cause.TARGET_NOT_ALLOWED,
                target + " (" + addresses[0].getHostAddress() + "): not within the agent's limits.allowed_targets"));
    }

    private static Resolved capped(String cap) {
        return new Resolved.Refused(Verdict.of(Outcome.SKIPPED, Cause.CAP_REACHED, cap));
    }

    private static Resolved blind(String detail) {
        return new Resolved.Refused(Verdict.of(Outcome.BLIND, Cause.DNS_FAILED, detail));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package id.jipmonitor.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.TargetResolver.Resolved;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.settings.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Names take bounded time, and the owner's limits hold for what they resolve to. */
class TargetResolverTest {
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("192.0.2.1");
    private static final ProbeLimits LIMITS =
            new ProbeLimits(List.of(new Cidr(InetAddress.ofLiteral("10.0.0.0"), 8)), 100, 100, 100_000, 100_000);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static Resolved resolve(String target, TargetResolver.Lookup lookup) throws InterruptedException {
        try (TargetResolver resolver = new TargetResolver(LIMITS, (_, _) -> Optional.empty(), lookup)) {
            return resolver.resolve(target, SHORT);
        }
    }

    private static Verdict refused(Resolved resolved) {
        return ((Resolved.Refused) resolved).verdict();
    }

    @Test
    void literal_allowed_isTakenWithoutLookup() throws InterruptedException {
        Resolved resolved = resolve("10.1.2.3", _ -> {
            throw new UnknownHostException("must not be asked");
        });

        assertThat(resolved).isEqualTo(new Resolved.Address(INSIDE, false));
    }

    @Test
    void name_severalAddresses_takesTheFirstAllowed() throws InterruptedException {
        Resolved resolved = resolve("cpe.example", _ -> new InetAddress[] {OUTSIDE, INSIDE});

        assertThat(resolved).isEqualTo(new Resolved.Address(INSIDE, true));
    }

    @Test
    void name_outsideTheLimits_isSkipped() throws InterruptedException {
        Verdict verdict = refused(resolve("cpe.example", _ -> new InetAddress[] {OUTSIDE}));

        assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.TARGET_NOT_ALLOWED);
        assertThat(verdict.reason().detail())
                .isEqualTo("cpe.example (192.0.2.1): not within the agent's limits.allowed_targets");
    }

    @Test
    void name_unknown_isBlind() throws InterruptedException {
        Verdict verdict = refused(resolve("nowhere.example", name -> {
            throw new UnknownHostException(name);
        }));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.DNS_FAILED);
        assertThat(verdict.reason().detail())
                .isEqualTo("nowhere.example: no address. Check the name and the agent's DNS servers.");
    }

    @Test
    void resolver_hangs_isBlindInBoundedTime() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Verdict verdict = refused(resolve("slow.example", _ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[0];
        }));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(verdict.reason().detail())
                .isEqualTo("slow.example: no answer from the agent's DNS servers within 50 ms");
    }
}

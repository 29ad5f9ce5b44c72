package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogSharesTest {
    private final BacklogShares shares = new BacklogShares(20_000);

    @Test
    void oneAgent_hasAllOfIt_andEachThatComesTakesAnEqualShare() {
        assertThat(shares.brought(agent(1), 0)).isEqualTo(20_000);
        assertThat(shares.brought(agent(2), 1)).isEqualTo(10_000);
        assertThat(shares.brought(agent(1), 2)).isEqualTo(10_000);
    }

    @Test
    void agentThatBroughtNothingForTenSeconds_takesNoShare() {
        shares.brought(agent(1), 0);

        assertThat(shares.brought(agent(2), Duration.ofSeconds(10).toNanos())).isEqualTo(10_000);
        assertThat(shares.brought(agent(2), Duration.ofSeconds(11).toNanos())).isEqualTo(20_000);
    }

    @Test
    void shareOfVeryMany_isNeverNothing() {
        int least = IntStream.range(0, 5_000)
                .map(i -> shares.brought(agent(i), i))
                .min()
                .orElseThrow();

        assertThat(least).isEqualTo(BacklogShares.LEAST);
    }

    private static AgentId agent(int number) {
        return new AgentId("a-" + number);
    }
}

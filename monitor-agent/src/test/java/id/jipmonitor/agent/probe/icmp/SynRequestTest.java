package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.icmp.EchoSocket.Arrival;
import id.jipmonitor.agent.probe.icmp.EchoSocket.Moment;
import id.jipmonitor.agent.probe.icmp.SynRequest.Fate;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SynRequestTest {
    private static final InetAddress ROUTER = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress TARGET = InetAddress.ofLiteral("10.0.0.9");
    private static final Moment SENT = new Moment(5_000_000_000L, 7_000_000_000L);
    private static final Moment READ = new Moment(5_003_000_000L, 7_003_000_000L);

    private final SynRequest request = new SynRequest(0, new LinuxSocket(3, false, false, -1, new SendStamps()), SENT);

    @Test
    void connection_thatStands_isAnsweredByTheTarget_asTheProgramTimedIt() {
        assertThat(request.fate(Optional.empty(), 0, READ))
                .isEqualTo(new Fate.Answered(new EchoTiming(Duration.ofMillis(3), TimestampQuality.USER)));
    }

    @Test
    void connection_thatWasReset_isAnsweredToo() {
        assertThat(request.fate(Optional.empty(), Errno.ECONNREFUSED, READ)).isInstanceOf(Fate.Answered.class);
    }

    @Test
    void routersWord_isTimedByTheKernel_whateverTheErrno() {
        Arrival word = new Arrival.Refusal(ROUTER, 11, 0, TARGET, new byte[0], 5_002_000_000L, READ);
        EchoTiming timing = new EchoTiming(Duration.ofMillis(2), TimestampQuality.KERNEL_RECEIVE);

        assertThat(request.fate(Optional.of(word), Errno.EHOSTUNREACH, READ))
                .isEqualTo(new Fate.Refused(new IcmpRefusal(11, 0, ROUTER, timing)));
        assertThat(request.fate(Optional.of(word), Errno.ECONNREFUSED, READ))
                .as("port unreachable, told by ICMP")
                .isInstanceOf(Fate.Refused.class);
    }

    @Test
    void errnoWithoutAWord_isThisHostsOwnFailure() {
        assertThat(request.fate(Optional.empty(), Errno.EHOSTUNREACH, READ))
                .isEqualTo(new Fate.Failed(Errno.EHOSTUNREACH));
    }
}

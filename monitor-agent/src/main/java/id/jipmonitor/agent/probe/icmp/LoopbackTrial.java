package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.protocol.model.Cause;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** One echo to this host itself: what does not even reach loopback can vouch for no target. */
final class LoopbackTrial {
    private static final Duration WAITING_TIME = Duration.ofSeconds(1);
    private static final EchoBurst ONE = new EchoBurst(List.of(64), Duration.ZERO, 16, 0, false);

    private LoopbackTrial() {}

    /**
     * The step as it is.
     *
     * @throws EchoFailure when loopback did not answer; the step is closed then
     */
    static EchoLadder.Step passed(EchoLadder.Step step) throws EchoFailure {
        EchoSession session = new EchoSession(false);
        try {
            EchoReport report = step.source()
                    .exchange(new EchoOrder(
                            session, false, InetAddress.getLoopbackAddress(), ONE, WAITING_TIME, RoundTrace.NONE));
            if (report.roundTrips().isEmpty()) {
                throw new EchoFailure(
                        Cause.NOT_PERMITTED,
                        step.selfTest().mode() + ": an echo to loopback had no answer within 1 s; look at the firewall"
                                + report.sendError()
                                        .map(error -> " (" + error + ")")
                                        .orElse(""));
            }
            step.source().forget(session);
            return step;
        } catch (EchoFailure failed) {
            step.source().close();
            throw failed;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            step.source().close();
            throw new EchoFailure(Cause.SOCKET_ERROR, step.selfTest().mode() + ": interrupted while it was tried");
        }
    }
}

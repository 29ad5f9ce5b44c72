package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;

/**
 * A round-trip time (RFC 2681) and where it comes from. The kernel stamps arrivals by the wall clock, which may step;
 * a stamp is believed only if wall and monotonic clock agree about the time since the departure.
 */
record EchoTiming(Duration roundTrip, TimestampQuality quality) {
    private static final long STEP_NANOS = 1_000_000;

    /** @param kernelNanos the kernel's stamp by the wall clock; 0 where there is none */
    static EchoTiming of(EchoSocket.Moment sent, long kernelNanos, EchoSocket.Moment read) {
        long byProgram = Math.max(0, read.monotonic() - sent.monotonic());
        long byKernel = kernelNanos - sent.wall();
        long drift = Math.abs((read.wall() - sent.wall()) - byProgram);
        boolean believed = kernelNanos != 0
                && byKernel >= 0
                && byKernel <= byProgram + STEP_NANOS
                && drift <= STEP_NANOS + byProgram / 1_000;
        return believed
                ? new EchoTiming(Duration.ofNanos(byKernel), TimestampQuality.KERNEL_RECEIVE)
                : new EchoTiming(Duration.ofNanos(byProgram), TimestampQuality.USER);
    }
}

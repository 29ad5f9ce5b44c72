package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;

/**
 * A round-trip time (RFC 2681) and where it comes from. The kernel stamps departures and arrivals by the wall clock,
 * which may step; its stamps are believed only if wall and monotonic clock agree about the time since the departure.
 */
record EchoTiming(Duration roundTrip, TimestampQuality quality) {
    private static final long STEP_NANOS = 1_000_000;

    /**
     * @param sent when the program sent
     * @param kernelSent the kernel's stamp of the departure by the wall clock; 0 where there is none
     * @param kernelReceived that of the arrival
     * @param read when the program read the arrival
     */
    static EchoTiming of(EchoSocket.Moment sent, long kernelSent, long kernelReceived, EchoSocket.Moment read) {
        long byProgram = Math.max(0, read.monotonic() - sent.monotonic());
        long sinceSent = kernelReceived - sent.wall();
        long drift = Math.abs((read.wall() - sent.wall()) - byProgram);
        boolean believed = kernelReceived != 0
                && sinceSent >= 0
                && sinceSent <= byProgram + STEP_NANOS
                && drift <= STEP_NANOS + byProgram / 1_000;
        if (!believed) {
            return new EchoTiming(Duration.ofNanos(byProgram), TimestampQuality.USER);
        }
        return kernelSent >= sent.wall() && kernelSent <= kernelReceived
                ? new EchoTiming(Duration.ofNanos(kernelReceived - kernelSent), TimestampQuality.KERNEL)
                : new EchoTiming(Duration.ofNanos(sinceSent), TimestampQuality.KERNEL_RECEIVE);
    }
}

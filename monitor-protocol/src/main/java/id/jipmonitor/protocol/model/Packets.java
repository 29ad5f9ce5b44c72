package id.jipmonitor.protocol.model;

import java.time.Duration;

/**
 * What was sent, in the terms of the IPPM framework: enough to repeat the measurement.
 *
 * @param typeP kind of packet (RFC 2330 section 13), for instance {@code icmp-echo/56} or {@code tcp-syn/443}
 * @param count N, packets or attempts of the round, 0 when it did not run
 * @param waitingTime Tmax (RFC 2678 section 6)
 */
public record Packets(String typeP, int count, Duration waitingTime) {
    /** @throws IllegalArgumentException when a number is negative or the type is longer than 64 characters */
    public Packets {
        if (count < 0 || waitingTime.isNegative() || typeP.length() > 64) {
            throw new IllegalArgumentException(
                    "packets: expected N >= 0, Tmax >= 0 and a Type-P of at most 64 characters. Found: N " + count
                            + ", Tmax " + waitingTime + ", Type-P of " + typeP.length());
        }
    }
}

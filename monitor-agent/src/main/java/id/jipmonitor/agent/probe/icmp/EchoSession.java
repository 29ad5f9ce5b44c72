package id.jipmonitor.agent.probe.icmp;

import org.jspecify.annotations.Nullable;

/** What one probe's echoes have in common over its rounds. Only the engine's thread touches the fields. */
final class EchoSession {
    /**
     * Whether all its echoes shall take one way where routers spread load by the first words of a message: they carry
     * one checksum (Augustin et al., "Avoiding traceroute anomalies with Paris traceroute", IMC 2006, section 3).
     */
    final boolean oneFlow;

    @Nullable
    EchoIdentity identity;

    boolean ipv6;

    /** In one flow: what its echoes' nonces are made of. */
    long flowNonce;

    /** Replies to earlier rounds that came after those had ended; told with the next round. */
    int late;

    int duplicates;

    EchoSession(boolean oneFlow) {
        this.oneFlow = oneFlow;
    }
}

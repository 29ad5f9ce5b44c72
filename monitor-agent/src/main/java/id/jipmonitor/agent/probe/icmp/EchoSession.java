package id.jipmonitor.agent.probe.icmp;

import org.jspecify.annotations.Nullable;

/** What one probe's echoes have in common over its rounds. Only the engine's thread touches the fields. */
final class EchoSession {
    @Nullable
    EchoIdentity identity;

    boolean ipv6;

    /** Replies to earlier rounds that came after those had ended; told with the next round. */
    int late;

    int duplicates;
}

package id.jipmonitor.protocol.model;

/** What one round of a probe showed. There is no catch-all: what the agent could not judge is {@link #BLIND}. */
public enum Outcome {
    /** Two-way connectivity was shown: an echo reply, a SYN-ACK, an SNMP response (a report PDU included). */
    RESPONDED,
    /** Connectivity without service: a TCP RST (RFC 2678 counts it as connectivity), an ICMP port unreachable. */
    REFUSED,
    /** Nothing came back within Tmax, or a router said that it would not. */
    UNREACHABLE,
    /** The agent could not judge: its self-view failed, its socket broke, its own code threw. */
    BLIND,
    /** The round did not run: a misfire, a cap. */
    SKIPPED
}

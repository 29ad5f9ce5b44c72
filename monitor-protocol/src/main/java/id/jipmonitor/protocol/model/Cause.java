package id.jipmonitor.protocol.model;

/** Why an outcome is what it is, as a closed list, so that rules and counts never parse text. */
public enum Cause {
    /** Nothing more to say: the round went as meant. */
    NONE,
    /** Nothing came back within Tmax. */
    TIMEOUT,
    /** A TCP RST or an ICMP port unreachable. */
    CONNECTION_REFUSED,
    /** The connection was reset after it had been made. */
    CONNECTION_RESET,
    /** A router or the own kernel said that there is no way; the detail has ICMP type, code and router. */
    NO_ROUTE,
    /** The name could not be resolved. */
    DNS_FAILED,
    /** TCP connected, TLS did not. */
    TLS_FAILED,
    /** The banner was not the expected one. */
    BANNER_MISMATCH,
    /** The device answered, with an SNMP error status or a report PDU. */
    SNMP_ERROR,
    /** The agent may not open the socket it needs; the detail has the remedy. */
    NOT_PERMITTED,
    /** The socket failed for a reason of this host (no buffer, no descriptor, interface gone). */
    SOCKET_ERROR,
    /** The probe's own code threw; the detail has the class of the exception. */
    PROBE_EXCEPTION,
    /** A setting makes this probe impossible here. */
    MISCONFIGURED,
    /** The agent's own interface is down. */
    SELF_INTERFACE_DOWN,
    /** The agent's gateway does not answer, nor do its anchors. */
    SELF_GATEWAY_SILENT,
    /** None of the agent's anchors answers. */
    SELF_ANCHORS_SILENT,
    /** The round was scheduled or timed too late to trust. */
    SELF_STALLED,
    /** The kernel dropped received packets in this round. */
    SELF_SOCKET_DROPS,
    /** The target is outside the address ranges that the agent's owner allows. */
    TARGET_NOT_ALLOWED,
    /** The round was due while the agent could not run it. */
    MISFIRE,
    /** The round before it had not ended. */
    STILL_RUNNING,
    /** A packet or bit cap of the agent was reached. */
    CAP_REACHED,
    /** The served certificate is not to be trusted, for a reason that the detail has; with RESPONDED it is only noted. */
    CERTIFICATE_NOT_VERIFIED
}

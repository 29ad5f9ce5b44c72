package id.jipmonitor.protocol.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every quantity that a result can carry, in base units. The list is closed: it bounds the number of series and lets
 * both ends agree on units. Names follow Prometheus; GLOSSARY words and MIB spellings are kept.
 */
public enum Metric {
    /** Echo requests sent in the round. */
    ECHO_SENT("echo_sent", Kind.GAUGE),
    /** Distinct echo replies within Tmax. */
    ECHO_RECEIVED("echo_received", Kind.GAUGE),
    /** Replies that came a second time. */
    ECHO_DUPLICATES("echo_duplicates", Kind.GAUGE),
    /** Replies after Tmax; they count as lost (RFC 2680 section 2.4). */
    ECHO_LATE("echo_late", Kind.GAUGE),
    /** Replies with our id whose payload was not ours. */
    ECHO_CORRUPT("echo_corrupt", Kind.GAUGE),
    /** 1 - received / sent (RFC 6673). */
    ROUND_TRIP_LOSS_RATIO("round_trip_loss_ratio", Kind.GAUGE),
    /** Least round-trip delay of the round (RFC 2681); absent when all were lost. */
    RTT_MIN_SECONDS("rtt_min_seconds", Kind.GAUGE),
    RTT_MEDIAN_SECONDS("rtt_median_seconds", Kind.GAUGE),
    RTT_MEAN_SECONDS("rtt_mean_seconds", Kind.GAUGE),
    RTT_MAX_SECONDS("rtt_max_seconds", Kind.GAUGE),
    /** Mean of |RTT(i) - RTT(i-1)| over adjacent answered echoes (RFC 3393 selection, RFC 5481 IPDV). */
    RTT_IPDV_MEAN_SECONDS("rtt_ipdv_mean_seconds", Kind.GAUGE),
    DNS_SECONDS("dns_seconds", Kind.GAUGE),
    /** SYN to SYN-ACK as the program saw it. */
    CONNECT_SECONDS("connect_seconds", Kind.GAUGE),
    TLS_SECONDS("tls_seconds", Kind.GAUGE),
    BANNER_SECONDS("banner_seconds", Kind.GAUGE),
    /** Smoothed RTT of the kernel (TCP_INFO tcpi_rtt). */
    TCP_RTT_SECONDS("tcp_rtt_seconds", Kind.GAUGE),
    /** Unix time at which the served certificate ends. */
    CERTIFICATE_NOT_AFTER_SECONDS("certificate_not_after_seconds", Kind.GAUGE),
    /** 1 when the chain leads to a trusted root and the name fits, else 0. */
    CERTIFICATE_VERIFIED("certificate_verified", Kind.GAUGE),
    /** First SNMP request to last response of the round. */
    SNMP_SECONDS("snmp_seconds", Kind.GAUGE),
    SNMP_PDUS("snmp_pdus", Kind.GAUGE),
    /** sysUpTime (RFC 3418), seconds; wraps at 497.1 days. */
    SYS_UP_TIME_SECONDS("sys_up_time_seconds", Kind.GAUGE),
    /** 1 if the device restarted since the last round. */
    SYS_RESTARTED("sys_restarted", Kind.GAUGE),
    /** ifAdminStatus (RFC 2863): 1 up, 2 down, 3 testing. */
    IF_ADMIN_STATUS("if_admin_status", Kind.GAUGE),
    /** ifOperStatus (RFC 2863): 1 up ... 7 lowerLayerDown. */
    IF_OPER_STATUS("if_oper_status", Kind.GAUGE),
    /** ifHighSpeed in bit/s; shown, never used as capacity. */
    IF_SPEED_BITS_PER_SECOND("if_speed_bits_per_second", Kind.GAUGE),
    IF_IN_OCTETS_TOTAL("if_in_octets_total", Kind.COUNTER),
    IF_OUT_OCTETS_TOTAL("if_out_octets_total", Kind.COUNTER),
    IF_HC_IN_OCTETS_TOTAL("if_hc_in_octets_total", Kind.COUNTER),
    IF_HC_OUT_OCTETS_TOTAL("if_hc_out_octets_total", Kind.COUNTER),
    IF_IN_ERRORS_TOTAL("if_in_errors_total", Kind.COUNTER),
    IF_OUT_ERRORS_TOTAL("if_out_errors_total", Kind.COUNTER),
    IF_IN_DISCARDS_TOTAL("if_in_discards_total", Kind.COUNTER),
    IF_OUT_DISCARDS_TOTAL("if_out_discards_total", Kind.COUNTER),
    /** Received rate over a clean interval, bit/s. */
    IF_IN_BITS_PER_SECOND("if_in_bits_per_second", Kind.GAUGE),
    /** Sent rate over a clean interval, bit/s. */
    IF_OUT_BITS_PER_SECOND("if_out_bits_per_second", Kind.GAUGE),
    /** Deltas that were impossible and therefore dropped in this round. */
    IF_RATES_DROPPED("if_rates_dropped", Kind.GAUGE),
    /** The value of one OID named by the probe. */
    SNMP_VALUE("snmp_value", Kind.GAUGE),
    /** bgpPeerState (RFC 4273): 1 idle, 2 connect, 3 active, 4 opensent, 5 openconfirm, 6 established. */
    BGP_PEER_STATE("bgp_peer_state", Kind.GAUGE),
    /** bgpPeerAdminStatus (RFC 4273): 1 stop, 2 start. */
    BGP_PEER_ADMIN_STATUS("bgp_peer_admin_status", Kind.GAUGE),
    /** bgpPeerFsmEstablishedTransitions (RFC 4273): how often the peer became established. */
    BGP_PEER_ESTABLISHED_TRANSITIONS_TOTAL("bgp_peer_established_transitions_total", Kind.COUNTER),
    /** bgpPeerFsmEstablishedTime (RFC 4273): how long the peer is established, else how long ago it was. */
    BGP_PEER_ESTABLISHED_SECONDS("bgp_peer_established_seconds", Kind.GAUGE),
    BGP_PEER_IN_UPDATES_TOTAL("bgp_peer_in_updates_total", Kind.COUNTER),
    BGP_PEER_OUT_UPDATES_TOTAL("bgp_peer_out_updates_total", Kind.COUNTER),
    /** Peers that are not established although nobody stopped them. */
    BGP_PEERS_DOWN("bgp_peers_down", Kind.GAUGE),
    /** Hops to the target: the least time to live by which it answered; absent when it did not. */
    PATH_HOPS("path_hops", Kind.GAUGE),
    /** Least round-trip time of a hop's answers; the instance is its number and address, as {@code 3 10.35.0.9}. */
    PATH_HOP_RTT_SECONDS("path_hop_rtt_seconds", Kind.GAUGE),
    /** 1 if a hop is another than when the target was last reached, else 0. */
    PATH_CHANGED("path_changed", Kind.GAUGE),
    /** Share of a hop's requests that its address did not answer, for hops that answered any; instances as above. */
    PATH_HOP_LOSS_RATIO("path_hop_loss_ratio", Kind.GAUGE),
    /** Received rate by the capacity that the probe's settings name; above 1 when these are wrong. */
    IF_IN_UTILISATION_RATIO("if_in_utilisation_ratio", Kind.GAUGE),
    /** Sent rate by the capacity that the probe's settings name. */
    IF_OUT_UTILISATION_RATIO("if_out_utilisation_ratio", Kind.GAUGE);

    /** How a metric aggregates over time. */
    public enum Kind {
        /** Last and max make sense. */
        GAUGE,
        /** Only the rate between two clean readings makes sense. */
        COUNTER
    }

    private static final Map<String, Metric> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Metric::metricName, Function.identity()));

    private final String metricName;
    private final Kind kind;

    Metric(String metricName, Kind kind) {
        this.metricName = metricName;
        this.kind = kind;
    }

    /** The name in Prometheus form, as it stands in exports, tags and rules. */
    public String metricName() {
        return metricName;
    }

    public Kind kind() {
        return kind;
    }

    /** The metric of that name, if there is one. */
    public static Optional<Metric> named(String metricName) {
        return Optional.ofNullable(BY_NAME.get(metricName));
    }
}

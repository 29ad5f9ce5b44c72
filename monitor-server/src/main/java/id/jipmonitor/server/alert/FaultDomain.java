package id.jipmonitor.server.alert;

/** Where a fault lies, as far as the evidence goes. */
public enum FaultDomain {
    AGENCY_LAN,
    ACCESS_LINK,
    BACKBONE,
    DATA_CENTRE,
    SERVICE,
    MONITOR,
    UNDECIDED
}

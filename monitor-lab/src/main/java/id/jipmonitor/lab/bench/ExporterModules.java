package id.jipmonitor.lab.bench;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What snmp_exporter 0.21 is told: IF-MIB as its generator's module {@code if_mib} asks for it, that is both tables whole, each
 * column with ifAlias, ifDescr and ifName beside it. Debian ships no such file, since it ships no MIBs to generate it from.
 */
final class ExporterModules {
    private static final List<String> IF_TABLE = List.of(
            "ifIndex",
            "ifDescr",
            "ifType",
            "ifMtu",
            "ifSpeed",
            "ifPhysAddress",
            "ifAdminStatus",
            "ifOperStatus",
            "ifLastChange",
            "ifInOctets",
            "ifInUcastPkts",
            "ifInNUcastPkts",
            "ifInDiscards",
            "ifInErrors",
            "ifInUnknownProtos",
            "ifOutOctets",
            "ifOutUcastPkts",
            "ifOutNUcastPkts",
            "ifOutDiscards",
            "ifOutErrors",
            "ifOutQLen");
    private static final List<String> IF_X_TABLE = List.of(
            "ifName",
            "ifInMulticastPkts",
            "ifInBroadcastPkts",
            "ifOutMulticastPkts",
            "ifOutBroadcastPkts",
            "ifHCInOctets",
            "ifHCInUcastPkts",
            "ifHCInMulticastPkts",
            "ifHCInBroadcastPkts",
            "ifHCOutOctets",
            "ifHCOutUcastPkts",
            "ifHCOutMulticastPkts",
            "ifHCOutBroadcastPkts",
            "ifLinkUpDownTrapEnable",
            "ifHighSpeed",
            "ifPromiscuousMode",
            "ifConnectorPresent",
            "ifAlias",
            "ifCounterDiscontinuityTime");
    private static final Pattern COUNTER = Pattern.compile("if.*(Octets|Pkts|Discards|Errors|Protos)");
    private static final List<String> TEXTS = List.of("ifDescr", "ifName", "ifAlias");

    private ExporterModules() {}

    /** The file with a module for each version of SNMP. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (SnmpTask.Version version : SnmpTask.Version.values()) {
            text.append(version.word()).append("""
                    :
                      walk: [1.3.6.1.2.1.2, 1.3.6.1.2.1.31.1.1]
                      get: [1.3.6.1.2.1.1.3.0]
                      max_repetitions: 25
                    """).append(access(version)).append("""
                      metrics:
                      - {name: sysUpTime, oid: 1.3.6.1.2.1.1.3, type: gauge, help: sysUpTime}
                      - {name: ifNumber, oid: 1.3.6.1.2.1.2.1, type: gauge, help: ifNumber}
                    """);
            add(text, "1.3.6.1.2.1.2.2.1.", IF_TABLE);
            add(text, "1.3.6.1.2.1.31.1.1.1.", IF_X_TABLE);
        }
        return text.toString();
    }

    private static String access(SnmpTask.Version version) {
        return switch (version) {
            case V2C -> "  version: 2\n  auth: {community: " + SnmpDevice.COMMUNITY + "}\n";
            case V3 ->
                "  version: 3\n  auth: {security_level: authPriv, username: " + SnmpDevice.USER
                        + ", auth_protocol: SHA, password: " + SnmpDevice.AUTHENTICATION
                        + ", priv_protocol: AES, priv_password: " + SnmpDevice.PRIVACY + "}\n";
        };
    }

    private static void add(StringBuilder text, String entry, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            text.append(
                    """
                      - name: NAME
                        oid: OBJECT
                        type: TYPE
                        help: NAME
                        indexes: [{labelname: ifIndex, type: gauge}]
                        lookups:
                        - {labels: [ifIndex], labelname: ifAlias, oid: 1.3.6.1.2.1.31.1.1.1.18, type: DisplayString}
                        - {labels: [ifIndex], labelname: ifDescr, oid: 1.3.6.1.2.1.2.2.1.2, type: DisplayString}
                        - {labels: [ifIndex], labelname: ifName, oid: 1.3.6.1.2.1.31.1.1.1.1, type: DisplayString}
                    """.replace("NAME", name).replace("OBJECT", entry + (i + 1)).replace("TYPE", type(name)));
        }
    }

    private static String type(String column) {
        if (TEXTS.contains(column)) {
            return "DisplayString";
        }
        if (column.equals("ifPhysAddress")) {
            return "PhysAddress48";
        }
        return COUNTER.matcher(column).matches() ? "counter" : "gauge";
    }
}

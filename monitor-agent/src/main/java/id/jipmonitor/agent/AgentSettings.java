package id.jipmonitor.agent;

import id.jipmonitor.agent.page.PageSettings;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.agent.selfview.SelfViewSettings;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.uplink.UplinkSettings;
import id.jipmonitor.protocol.model.AgentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that agent.yaml says, checked.
 *
 * @param agent equal to the common name of the certificate
 * @param dataDirectory where spool, assignment and boot count are kept
 * @param snmpCredentials by the name that probes refer to
 */
public record AgentSettings(
        AgentId agent,
        Path dataDirectory,
        UplinkSettings uplink,
        SpoolSettings spool,
        ProbeLimits limits,
        SelfViewSettings selfView,
        Map<String, SnmpCredentials> snmpCredentials,
        PageSettings page) {
    public AgentSettings {
        snmpCredentials = Map.copyOf(snmpCredentials);
    }

    /** What is allowed and should be changed, a line each. */
    public List<String> warnings() {
        return snmpCredentials.entrySet().stream()
                .filter(each -> !each.getValue().weakProtocols().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "snmp_credentials." + each.getKey() + ": "
                        + String.join(" and ", each.getValue().weakProtocols())
                        + " can be broken; use sha_256 and aes_128 where the device knows them")
                .toList();
    }
}

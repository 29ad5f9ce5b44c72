package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.util.List;

/**
 * Where results go.
 *
 * @param servers tried in order, at least one
 * @param tls who the agent is, and whom it believes
 * @param backlogResultsPerSecond most old results sent in a second while live ones flow, 10 to 100,000
 */
public record UplinkSettings(List<HostPort> servers, TlsFiles tls, int backlogResultsPerSecond) {
    public UplinkSettings {
        servers = List.copyOf(servers);
    }
}

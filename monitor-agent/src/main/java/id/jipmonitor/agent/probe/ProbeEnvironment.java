package id.jipmonitor.agent.probe;

import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the agent lends to its probe types.
 *
 * @param wallClock for the times that certificates are judged by
 * @param nanoClock monotonic, for durations
 * @param eventLoops for TCP; owned by the agent and closed after the probe types
 * @param trust whose certificates count as verified; of the kind that checks names too, as the system's does
 * @param snmpCredentials by the name that assignments refer to
 * @param limits what the agent's owner allows, whatever an assignment asks
 * @param caps asked once a name has an address; a target that is an address was charged before
 */
public record ProbeEnvironment(
        InstantSource wallClock,
        LongSupplier nanoClock,
        EventLoopGroup eventLoops,
        X509ExtendedTrustManager trust,
        Map<String, SnmpCredentials> snmpCredentials,
        ProbeLimits limits,
        AddressCaps caps) {
    public ProbeEnvironment {
        snmpCredentials = Map.copyOf(snmpCredentials);
    }

    /** Without caps: for what the agent's owner asks himself. */
    public ProbeEnvironment(
            InstantSource wallClock,
            LongSupplier nanoClock,
            EventLoopGroup eventLoops,
            X509ExtendedTrustManager trust,
            Map<String, SnmpCredentials> snmpCredentials,
            ProbeLimits limits) {
        this(wallClock, nanoClock, eventLoops, trust, snmpCredentials, limits, (_, _) -> Optional.empty());
    }
}

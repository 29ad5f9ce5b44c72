package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.GuardedProbe;
import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Packets;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Facts read by SNMP v2c or v3. All probes share one engine and one socket; each waits for its own device only. */
public final class SnmpProbeType implements ProbeType {
    private final ProbeEnvironment environment;
    private final TargetResolver resolver;
    private final Engine engine;
    private final Map<String, DeviceMemory> devices = new ConcurrentHashMap<>();

    public SnmpProbeType(ProbeEnvironment environment) {
        this.environment = environment;
        this.resolver = new TargetResolver(environment);
        this.engine = Engine.open(environment.nanoClock());
    }

    /** The transport, or why there is none. */
    record Engine(Optional<SnmpTransport> transport, String problem) implements AutoCloseable {
        static Engine open(LongSupplier nanoClock) {
            try {
                return new Engine(Optional.of(new SnmpTransport(nanoClock)), "");
            } catch (IOException failure) {
                return new Engine(Optional.empty(), "no UDP socket for SNMP: " + failure.getMessage());
            }
        }

        @Override
        public void close() {
            transport.ifPresent(each -> {
                try {
                    each.close();
                } catch (IOException ignored) {
                    // A socket that does not close cleanly is gone all the same.
                }
            });
        }
    }

    @Override
    public String name() {
        return "snmp";
    }

    @Override
    public Probe open(ProbeSpec spec) {
        if (!(spec.settings() instanceof ProbeSettings.Snmp settings)) {
            throw new IllegalArgumentException(spec.probe() + " settings: expected snmp. Found: "
                    + spec.settings().typeName());
        }
        Packets packets = new Packets("snmp/" + settings.port(), 1, spec.waitingTime());
        return new GuardedProbe(
                spec,
                packets,
                new SnmpMeasurement(spec, settings, resolver, environment, engine, facts(spec, settings)));
    }

    private SnmpFacts facts(ProbeSpec spec, ProbeSettings.Snmp settings) {
        return switch (settings.facts()) {
            case INTERFACES ->
                new InterfaceFacts(
                        settings.interfaces(),
                        settings.capacities(),
                        memoryOf(spec, settings),
                        environment.nanoClock());
            case SYSTEM -> new SystemAge(environment.nanoClock());
            case BGP -> new BgpFacts(memoryOf(spec, settings));
            case GET -> new NamedObjects(settings.oids());
        };
    }

    /** How the device's tables are read; as usual when the credentials are unknown, since then nothing is asked. */
    static SnmpCredentials.Walk walk(ProbeEnvironment environment, ProbeSettings.Snmp settings) {
        return Optional.ofNullable(environment.snmpCredentials().get(settings.credentials()))
                .map(SnmpCredentials::walk)
                .orElse(SnmpCredentials.Walk.GETBULK);
    }

    private DeviceMemory memoryOf(ProbeSpec spec, ProbeSettings.Snmp settings) {
        SnmpCredentials.Walk walk = walk(environment, settings);
        String device = spec.target() + ":" + settings.port() + "/" + walk;
        return devices.computeIfAbsent(device, _ -> new DeviceMemory(walk));
    }

    @Override
    public SelfTest selfTest() {
        if (engine.transport().isEmpty()) {
            return new SelfTest(
                    false,
                    "none",
                    "SNMP tidak dapat bekerja: " + engine.problem(),
                    "SNMP cannot work: " + engine.problem());
        }
        return new SelfTest(true, "udp", "SNMP siap.", "SNMP is ready.");
    }

    @Override
    public void close() {
        resolver.close();
        engine.close();
    }
}

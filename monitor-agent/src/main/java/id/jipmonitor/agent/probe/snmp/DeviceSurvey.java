package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;

/** Looks at one device once, under the same limits and with the same credentials as a probe, to say what it has. */
public final class DeviceSurvey {
    private final ProbeEnvironment environment;

    public DeviceSurvey(ProbeEnvironment environment) {
        this.environment = environment;
    }

    /**
     * How the device answered, and what it has.
     *
     * @param inventory as far as it was told before something went wrong
     */
    public record Answer(Verdict verdict, DeviceInventory inventory) {}

    /**
     * Asks the target of an snmp probe, whatever facts that names; ends within its waiting time.
     */
    public Answer ask(ProbeSpec spec, ProbeSettings.Snmp settings, Round round) throws InterruptedException {
        InventoryFacts facts = new InventoryFacts(new DeviceMemory(SnmpProbeType.walk(environment, settings)));
        try (SnmpProbeType.Engine engine = SnmpProbeType.Engine.open(environment.nanoClock());
                TargetResolver resolver = new TargetResolver(environment);
                SnmpMeasurement measurement =
                        new SnmpMeasurement(spec, settings, resolver, environment, engine, facts)) {
            Verdict verdict = measurement.measure(round);
            return new Answer(verdict, facts.inventory());
        }
    }
}

package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** sysUpTime and snmpEngineBoots of one device, compared with the reading before. */
final class SystemAge implements SnmpFacts {
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID SNMP_ENGINE_BOOTS = new OID("1.3.6.1.6.3.10.2.1.2.0");

    private final LongSupplier nanoClock;
    private Optional<RestartRule.Age> former = Optional.empty();
    private Optional<RestartRule.Age> latest = Optional.empty();

    SystemAge(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException {
        List<VariableBinding> answer = session.get(List.of(SYS_UP_TIME, SNMP_ENGINE_BOOTS));
        if (answer.isEmpty() || answer.getFirst().isException()) {
            latest = Optional.empty();
            return "sysUpTime: not offered";
        }
        long ticks = answer.getFirst().getVariable().toLong();
        boolean boots = answer.size() > 1 && !answer.get(1).isException();
        OptionalLong engineBoots =
                boots ? OptionalLong.of(answer.get(1).getVariable().toLong()) : OptionalLong.empty();
        RestartRule.Age now = new RestartRule.Age(ticks, engineBoots, nanoClock.getAsLong());
        former = latest;
        latest = Optional.of(now);
        into.add(Measure.of(Metric.SYS_UP_TIME_SECONDS, ticks / 100.0));
        former.ifPresent(age -> into.add(Measure.of(Metric.SYS_RESTARTED, RestartRule.restarted(age, now) ? 1 : 0)));
        return "";
    }

    /** Seconds since the reading before by the device's clock; empty at first and after a restart. */
    Optional<Double> secondsSinceFormer() {
        return former.flatMap(before ->
                latest.filter(now -> !RestartRule.restarted(before, now)).map(now -> RestartRule.seconds(before, now)));
    }
}

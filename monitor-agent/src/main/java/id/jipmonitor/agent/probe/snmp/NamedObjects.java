package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.NamedOid;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Objects that the probe names itself. A string that begins with a number counts as that number, as some vendors tell delays. */
final class NamedObjects implements SnmpFacts {
    private static final int AT_ONCE = 20;
    private static final Pattern NUMBER = Pattern.compile("\\s*([-+]?\\d{1,18}(?:\\.\\d{1,9})?).*", Pattern.DOTALL);

    private final List<NamedOid> objects;
    private final List<OID> oids;

    NamedObjects(List<NamedOid> objects) {
        this.objects = objects;
        this.oids = objects.stream().map(each -> new OID(each.oid())).toList();
    }

    @Override
    public String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += AT_ONCE) {
            int end = Math.min(objects.size(), from + AT_ONCE);
            List<NamedOid> part = objects.subList(from, end);
            List<VariableBinding> answer = session.get(oids.subList(from, end));
            for (int i = 0; i < Math.min(part.size(), answer.size()); i++) {
                String name = part.get(i).name();
                number(answer.get(i).getVariable())
                        .ifPresentOrElse(
                                value -> into.add(new Measure(Metric.SNMP_VALUE, name, value)),
                                () -> problems.add(name));
            }
        }
        return problems.isEmpty() ? "" : "expected numbers. Found none for: " + String.join(", ", problems);
    }

    private static Optional<Double> number(Variable value) {
        if (value.isException()) {
            return Optional.empty();
        }
        if (value instanceof OctetString) {
            Matcher matcher = NUMBER.matcher(OctetNames.text(value));
            return matcher.matches() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
        }
        try {
            return Optional.of((double) value.toLong());
        } catch (UnsupportedOperationException notANumber) {
            return Optional.empty();
        }
    }
}

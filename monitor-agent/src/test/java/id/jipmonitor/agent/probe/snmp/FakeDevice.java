package id.jipmonitor.agent.probe.snmp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** A device in memory that answers as RFC 3416 says, unless it was told of a weakness. */
final class FakeDevice implements SnmpSession {
    private final NavigableMap<OID, Variable> objects = new TreeMap<>();
    private final List<Integer> askedRepetitions = new ArrayList<>();
    private int mostRepetitions = Integer.MAX_VALUE;
    private SnmpFailure.Kind refusal = SnmpFailure.Kind.SILENT;
    private int answersLeft = Integer.MAX_VALUE;
    private boolean bulkInDisorder;
    private Map<OID, OID> circles = Map.of();

    FakeDevice with(OID column, String index, Variable value) {
        objects.put(new OID(column.toDottedString() + "." + index), value);
        return this;
    }

    /** Bears no more rows a message, and fails so when asked for more; 0 for a device that knows GETNEXT only. */
    FakeDevice bearing(int repetitions, SnmpFailure.Kind otherwise) {
        mostRepetitions = repetitions;
        refusal = otherwise;
        return this;
    }

    /** Falls silent after so many answers. */
    FakeDevice silentAfter(int answers) {
        answersLeft = answers;
        return this;
    }

    /** Answers every GETBULK with its rows in reverse. */
    FakeDevice bulkInDisorder() {
        bulkInDisorder = true;
        return this;
    }

    /** After one object comes another one, whatever the order says. */
    FakeDevice circling(OID after, OID next) {
        circles = Map.of(after, next);
        return this;
    }

    /** max-repetitions of every request for what follows, in order; 0 stands for a GETNEXT. */
    List<Integer> askedRepetitions() {
        return askedRepetitions;
    }

    @Override
    public List<VariableBinding> get(List<OID> asked) {
        return asked.stream()
                .map(each -> new VariableBinding(each, objects.getOrDefault(each, Null.noSuchInstance)))
                .toList();
    }

    @Override
    public List<VariableBinding> next(List<OID> places, int repetitions) throws SnmpFailure {
        askedRepetitions.add(repetitions);
        if (repetitions > mostRepetitions) {
            throw new SnmpFailure(refusal, "too many rows");
        }
        if (answersLeft-- <= 0) {
            throw new SnmpFailure(SnmpFailure.Kind.SILENT, "silent");
        }
        List<VariableBinding> answer = new ArrayList<>();
        List<OID> row = places;
        for (int i = 0; i < Math.max(1, repetitions); i++) {
            List<VariableBinding> next = row.stream().map(this::after).toList();
            answer.addAll(next);
            row = next.stream().map(VariableBinding::getOid).toList();
        }
        return bulkInDisorder && repetitions > 0 ? answer.reversed() : answer;
    }

    private VariableBinding after(OID place) {
        OID next = circles.getOrDefault(place, objects.higherKey(place));
        return next == null ? new VariableBinding(place, Null.endOfMibView) : new VariableBinding(next, value(next));
    }

    private Variable value(OID object) {
        return objects.getOrDefault(object, Null.noSuchObject);
    }

    @Override
    public int sent() {
        return askedRepetitions.size();
    }

    @Override
    public Duration talked() {
        return Duration.ofMillis(1);
    }
}

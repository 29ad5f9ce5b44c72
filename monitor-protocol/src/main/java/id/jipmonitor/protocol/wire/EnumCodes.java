package id.jipmonitor.protocol.wire;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The two-way table between a model enum and its numbers on the wire. Entries are paired by name, so that a constant
 * added on one side alone fails when the class loads, not when the first value of it travels.
 */
final class EnumCodes<M extends Enum<M>, W extends Enum<W> & ProtocolMessageEnum> {
    private final String field;
    private final Map<M, W> toWire = new HashMap<>();
    private final Map<W, M> toModel = new HashMap<>();

    EnumCodes(String prefix, Class<M> model, Class<W> wire) {
        this.field = prefix.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
        for (M constant : model.getEnumConstants()) {
            W counterpart = Enum.valueOf(wire, prefix + constant.name());
            toWire.put(constant, counterpart);
            toModel.put(counterpart, constant);
        }
    }

    W encode(M constant) {
        W found = toWire.get(constant);
        if (found == null) {
            throw new IllegalStateException(field + ": no number on the wire for " + constant);
        }
        return found;
    }

    M decode(W code) {
        M found = toModel.get(code);
        if (found == null) {
            throw new MalformedMessageException(
                    field + ": expected one that this version of the protocol knows. Found: " + code);
        }
        return found;
    }
}

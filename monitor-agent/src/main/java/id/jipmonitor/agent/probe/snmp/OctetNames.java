package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import java.util.HexFormat;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Names as devices give them: mostly ASCII, at times padded with zeros, at times in an encoding of their own. */
final class OctetNames {
    private OctetNames() {}

    /** Printable ASCII as it is, anything else as {@code 0x} and hexadecimal digits; cut to what a measure can bear. */
    static String text(Variable value) {
        if (!(value instanceof OctetString octets)) {
            return cut(value.toString());
        }
        byte[] bytes = octets.getValue();
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return cut("0x" + HexFormat.of().formatHex(bytes, 0, length));
            }
            text.append((char) bytes[i]);
        }
        return cut(text.toString().strip());
    }

    private static String cut(String name) {
        return name.length() > Measure.MAX_INSTANCE ? name.substring(0, Measure.MAX_INSTANCE) : name;
    }
}

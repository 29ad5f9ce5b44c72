package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** A text for people: UTF-8 where it is (SnmpAdminString, RFC 3411) and can be shown, else as {@link #text}. */
    static String shown(Variable value) {
        if (value instanceof OctetString octets) {
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getValue()));
                if (text.codePoints().noneMatch(OctetNames::isHidden)) {
                    return cut(text.toString().strip());
                }
            } catch (CharacterCodingException otherEncoding) {
                return text(value);
            }
        }
        return text(value);
    }

    /** Whether a terminal or a reader of YAML might do something else than show it. */
    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String cut(String name) {
        return name.length() > Measure.MAX_INSTANCE ? name.substring(0, Measure.MAX_INSTANCE) : name;
    }
}

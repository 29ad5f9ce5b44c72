package id.jipmonitor.lab.snmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * Reads recorded walks: a line each of {@code OID|tag|value}, where the tag is the ASN.1 tag in decimal and a trailing
 * {@code x} says that the value is in hexadecimal. The recorded sysUpTime advances; all else stands still.
 */
public final class Snmprec {
    /** The walks that come with the laboratory. */
    public static final List<String> WALKS =
            List.of("cisco-c3560", "huawei-s5720", "ubiquiti-m5", "vyatta-router", "zte-zxr10-5250");

    static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final int MOST_LINES = 200_000;
    private static final long TICKS_WRAP = 1L << 32;

    private Snmprec() {}

    /** One of {@link #WALKS}. */
    public static Mib bundled(String name) {
        try (InputStream stream = Snmprec.class.getResourceAsStream("/snmp/" + name + ".snmprec")) {
            if (stream == null) {
                throw new IllegalArgumentException("walk: expected one of " + WALKS + ". Found: " + name);
            }
            return read(name, new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("walk " + name, failure);
        }
    }

    /**
     * Reads a walk.
     *
     * @param name shown in messages with the line number
     */
    public static Mib read(String name, Reader reader) throws IOException {
        Map<OID, Function<Duration, Variable>> variables = new TreeMap<>();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number > MOST_LINES) {
                throw new IOException(name + ": expected at most " + MOST_LINES + " lines. Found: more");
            }
            if (!line.isBlank()) {
                addLine(variables, name + ":" + number, line);
            }
        }
        return new Mib(variables);
    }

    private static void addLine(Map<OID, Function<Duration, Variable>> variables, String where, String line)
            throws IOException {
        String[] parts = line.split("\\|", 3);
        if (parts.length != 3) {
            throw new IOException(where + ": expected OID|tag|value. Found: " + line);
        }
        try {
            OID oid = new OID(parts[0]);
            Variable recorded = variable(parts[1], parts[2]);
            variables.put(oid, oid.equals(SYS_UP_TIME) ? advancing((TimeTicks) recorded) : running -> recorded);
        } catch (RuntimeException unreadable) {
            throw new IOException(where + ": expected a value of tag " + parts[1] + ". Found: " + parts[2], unreadable);
        }
    }

    private static Function<Duration, Variable> advancing(TimeTicks start) {
        return running -> new TimeTicks((start.getValue() + running.toMillis() / 10) % TICKS_WRAP);
    }

    private static Variable variable(String tag, String value) {
        boolean hex = tag.endsWith("x");
        byte[] octets = hex ? HexFormat.of().parseHex(value) : value.getBytes(StandardCharsets.ISO_8859_1);
        return switch (Integer.parseInt(hex ? tag.substring(0, tag.length() - 1) : tag)) {
            case 2 -> new Integer32(Integer.parseInt(value));
            case 4 -> new OctetString(octets);
            case 5 -> new Null();
            case 6 -> new OID(value);
            case 64 -> hex ? new IpAddress(octets) : new IpAddress(value);
            case 65 -> new Counter32(Long.parseLong(value));
            case 66 -> new Gauge32(Long.parseLong(value));
            case 67 -> new TimeTicks(Long.parseLong(value));
            case 68 -> new Opaque(octets);
            case 70 -> new Counter64(Long.parseUnsignedLong(value));
            default -> throw new IllegalArgumentException("unknown tag");
        };
    }
}

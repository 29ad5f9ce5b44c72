package id.jipmonitor.lab.snmp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * A CPE that carries traffic: system, ifTable and ifXTable of RFC 3418 and RFC 2863, with octet counters that advance
 * with time and wrap as the MIB says (2^32 and 2^64).
 */
public final class CounterModel {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String IF_NUMBER = "1.3.6.1.2.1.2.1.0";
    private static final String IF_ENTRY = "1.3.6.1.2.1.2.2.1.";
    private static final String IF_X_ENTRY = "1.3.6.1.2.1.31.1.1.1.";
    private static final BigInteger WRAP_32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger WRAP_64 = BigInteger.ONE.shiftLeft(64);
    private static final long TICKS_WRAP = 1L << 32;

    private final Map<OID, Function<Duration, Variable>> variables = new TreeMap<>();

    /**
     * One interface.
     *
     * @param megabits ifHighSpeed
     * @param inBytesPerSecond mean rate of received octets
     * @param outBytesPerSecond mean rate of sent octets
     */
    public record Interface(String name, String alias, int megabits, long inBytesPerSecond, long outBytesPerSecond) {}

    private CounterModel() {}

    /** A device of that name whose interfaces have the indexes 1, 2, ... */
    public static Mib device(String name, List<Interface> interfaces) {
        CounterModel model = new CounterModel();
        model.system(name);
        model.fixed(IF_NUMBER, new Integer32(interfaces.size()));
        for (int index = 1; index <= interfaces.size(); index++) {
            model.table(index, interfaces.get(index - 1));
            model.extension(index, interfaces.get(index - 1));
        }
        return new Mib(model.variables);
    }

    private void system(String name) {
        fixed(SYSTEM + "1.0", text("Simulated CPE of the JIP Monitor laboratory"));
        fixed(SYSTEM + "2.0", new OID("1.3.6.1.4.1.8072.3.2.10"));
        live(SYSTEM + "3.0", running -> new TimeTicks(running.toMillis() / 10 % TICKS_WRAP));
        fixed(SYSTEM + "4.0", text(""));
        fixed(SYSTEM + "5.0", text(name));
        fixed(SYSTEM + "6.0", text("laboratory"));
    }

    private void table(int index, Interface each) {
        long bits = Math.min(each.megabits() * 1_000_000L, WRAP_32.longValue() - 1);
        fixed(IF_ENTRY + "1." + index, new Integer32(index));
        fixed(IF_ENTRY + "2." + index, text(each.name()));
        fixed(IF_ENTRY + "3." + index, new Integer32(6));
        fixed(IF_ENTRY + "4." + index, new Integer32(1500));
        fixed(IF_ENTRY + "5." + index, new Gauge32(bits));
        fixed(IF_ENTRY + "7." + index, new Integer32(1));
        fixed(IF_ENTRY + "8." + index, new Integer32(1));
        live(IF_ENTRY + "10." + index, running -> counter32(each.inBytesPerSecond(), running));
        for (int column : new int[] {13, 14, 19, 20}) {
            fixed(IF_ENTRY + column + "." + index, new Counter32(0));
        }
        live(IF_ENTRY + "16." + index, running -> counter32(each.outBytesPerSecond(), running));
    }

    private void extension(int index, Interface each) {
        fixed(IF_X_ENTRY + "1." + index, text(each.name()));
        live(IF_X_ENTRY + "6." + index, running -> counter64(each.inBytesPerSecond(), running));
        live(IF_X_ENTRY + "10." + index, running -> counter64(each.outBytesPerSecond(), running));
        fixed(IF_X_ENTRY + "15." + index, new Gauge32(each.megabits()));
        fixed(IF_X_ENTRY + "18." + index, text(each.alias()));
        fixed(IF_X_ENTRY + "19." + index, new TimeTicks(0));
    }

    private void fixed(String oid, Variable value) {
        live(oid, running -> value);
    }

    private void live(String oid, Function<Duration, Variable> value) {
        variables.put(new OID(oid), value);
    }

    private static OctetString text(String value) {
        return new OctetString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static Variable counter32(long perSecond, Duration running) {
        return new Counter32(octets(perSecond, running).mod(WRAP_32).longValue());
    }

    private static Variable counter64(long perSecond, Duration running) {
        return new Counter64(octets(perSecond, running).mod(WRAP_64).longValue());
    }

    private static BigInteger octets(long perSecond, Duration running) {
        return BigInteger.valueOf(perSecond)
                .multiply(BigInteger.valueOf(running.toMillis()))
                .divide(BigInteger.valueOf(1_000));
    }
}

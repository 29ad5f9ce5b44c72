package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the {@code snmp} section of a probe. */
final class SnmpReader {
    private static final int MAX_INTERFACES = 400;
    private static final int MAX_OIDS = 60;
    private static final Pattern DOTTED = Pattern.compile("[0-2](\\.\\d{1,10}){1,127}");
    private static final Kind<Long> BITS_PER_SECOND = Kinds.wholeNumber(1, 10_000_000_000_000L);
    private static final Kind<String> NAME = Kinds.text(1, Measure.MAX_INSTANCE);

    private SnmpReader() {}

    static Value<ProbeSettings> read(Section section) {
        Value<Snmp.Facts> facts = section.required("facts", Kinds.choice(Snmp.Facts.class));
        Value<Integer> port = section.optional("port", Kinds.integer(1, 65_535), 161);
        Value<String> credentials = section.required("credentials", Kinds.text(1, 64));
        Value<List<String>> interfaces = section.list("interfaces", NAME, 0, MAX_INTERFACES);
        Value<List<Snmp.Capacity>> capacities = section.sections("capacities", SnmpReader::capacity, 0, MAX_INTERFACES);
        Value<List<Snmp.NamedOid>> oids = section.sections("oids", SnmpReader::oid, 0, MAX_OIDS);
        Value<ProbeSettings> read = section.build(() ->
                new Snmp(facts.get(), port.get(), credentials.get(), interfaces.get(), capacities.get(), oids.get()));
        return read.ifUsable().isPresent() ? fitting(section, (Snmp) read.get()) : read;
    }

    private static Value<ProbeSettings> fitting(Section section, Snmp read) {
        if (read.facts() != Snmp.Facts.INTERFACES && !read.interfaces().isEmpty()) {
            return section.refuse("interfaces", "expected nothing unless facts is interfaces", "a list", "");
        }
        if (read.facts() != Snmp.Facts.INTERFACES && !read.capacities().isEmpty()) {
            return section.refuse("capacities", "expected nothing unless facts is interfaces", "a list", "");
        }
        if ((read.facts() == Snmp.Facts.GET) == read.oids().isEmpty()) {
            String found = read.oids().isEmpty() ? "nothing" : "a list";
            return section.refuse("oids", "expected a list exactly when facts is get", found, "");
        }
        long names = read.oids().stream().map(Snmp.NamedOid::name).distinct().count();
        if (names < read.oids().size()) {
            return section.refuse("oids", "expected each name once", "a name twice", "");
        }
        long ports =
                read.capacities().stream().map(Snmp.Capacity::name).distinct().count();
        if (ports < read.capacities().size()) {
            return section.refuse("capacities", "expected each interface once", "an interface twice", "");
        }
        return Value.of(read);
    }

    private static Value<Snmp.Capacity> capacity(Section section) {
        Value<String> name = section.required("interface", NAME);
        Value<Long> in = section.required("in_bits_per_second", BITS_PER_SECOND);
        Value<Long> out = section.required("out_bits_per_second", BITS_PER_SECOND);
        return section.build(() -> new Snmp.Capacity(name.get(), in.get(), out.get()));
    }

    private static Value<Snmp.NamedOid> oid(Section section) {
        Value<String> name = section.required("name", NAME);
        Value<String> oid =
                section.required("oid", Kinds.made("dotted numbers, like 1.3.6.1.2.1.1.3.0", SnmpReader::dotted));
        return section.build(() -> new Snmp.NamedOid(name.get(), oid.get()));
    }

    private static String dotted(String text) {
        boolean fits = DOTTED.matcher(text).matches()
                && Arrays.stream(text.split("\\.", -1)).allMatch(part -> Long.parseLong(part) <= 0xFFFF_FFFFL);
        if (!fits) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

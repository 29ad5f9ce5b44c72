package id.jipmonitor.lab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the wire does at the moment, immutable. The far end's address decides: the destination on the way out, the
 * source on the way back. The most specific prefix wins.
 *
 * @param cuts prefixes that nothing reaches and nothing leaves, each under the name that it was cut by
 * @param impairments by prefix, most specific first
 */
record WirePlan(Map<String, List<Prefix>> cuts, List<Entry> impairments) {
    static final WirePlan CLEAN = new WirePlan(Map.of(), List.of());

    record Entry(Prefix prefix, Impairment impairment) {}

    boolean cut(byte[] farAddress) {
        for (List<Prefix> prefixes : cuts.values()) {
            for (Prefix prefix : prefixes) {
                if (prefix.contains(farAddress)) {
                    return true;
                }
            }
        }
        return false;
    }

    Impairment of(byte[] farAddress) {
        for (Entry entry : impairments) {
            if (entry.prefix().contains(farAddress)) {
                return entry.impairment();
            }
        }
        return Impairment.NONE;
    }

    WirePlan cutting(String name, List<Prefix> prefixes) {
        Map<String, List<Prefix>> changed = new TreeMap<>(cuts);
        changed.put(name, List.copyOf(prefixes));
        return new WirePlan(changed, impairments);
    }

    WirePlan healing(String name) {
        Map<String, List<Prefix>> changed = new TreeMap<>(cuts);
        changed.remove(name);
        return new WirePlan(changed, impairments);
    }

    WirePlan impairing(List<Prefix> prefixes, Impairment impairment) {
        List<Entry> changed = new ArrayList<>(impairments);
        changed.removeIf(entry -> prefixes.contains(entry.prefix()));
        if (!impairment.equals(Impairment.NONE)) {
            prefixes.forEach(prefix -> changed.add(new Entry(prefix, impairment)));
        }
        changed.sort((a, b) -> Integer.compare(b.prefix().bits(), a.prefix().bits()));
        return new WirePlan(cuts, List.copyOf(changed));
    }
}

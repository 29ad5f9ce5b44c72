package id.jipmonitor.lab.bench;

import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import java.util.Locale;

/**
 * Questions to the one device.
 *
 * @param facts INTERFACES for all that a poll of its interfaces takes, GET for one object
 * @param total how many
 * @param atOnce how many are under way at once
 */
record SnmpTask(String name, Version version, Facts facts, long total, int atOnce) implements Task {
    /** How they are asked. */
    enum Version {
        /** By a community. */
        V2C,
        /** By a user with SHA-1 and AES-128. */
        V3;

        /** The name of credentials and of the peer's module. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String description() {
        String what = facts == Facts.GET ? "GETs of one object" : "polls of " + SnmpDevice.INTERFACES + " interfaces";
        return String.format(Locale.ROOT, "%,d %s by %s, %d at once", total, what, version.word(), atOnce);
    }
}

package id.jipmonitor.lab.demo;

import java.util.Set;

/** Breaks and mends the laboratory. */
public interface Faults {
    /** Cuts a link or a segment. */
    void cut(String name);

    /** Heals it. */
    void heal(String name);

    /** The links that a cut of that name takes down. */
    Set<String> links(String name);
}

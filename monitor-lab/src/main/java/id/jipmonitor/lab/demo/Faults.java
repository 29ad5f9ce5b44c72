package id.jipmonitor.lab.demo;

/** Breaks and mends the laboratory. */
public interface Faults {
    /** Cuts a link or a segment. */
    void cut(String name);

    /** Heals it. */
    void heal(String name);
}

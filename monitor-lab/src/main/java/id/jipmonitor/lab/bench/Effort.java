package id.jipmonitor.lab.bench;

/**
 * What one run took. A unit is what the task counts: an echo, a check.
 *
 * @param seconds by the monotonic clock
 * @param cpuSeconds of the contender, user and kernel together
 * @param foreignCores cores' worth of work that others did on the machine meanwhile
 * @param asked units
 * @param done units done well
 */
record Effort(double seconds, double cpuSeconds, double foreignCores, long asked, long done) {
    /** Above it the machine was too busy with something else for the run to count. */
    static final double MOST_FOREIGN_CORES = 0.1;

    /** Units done well in a second. */
    double perSecond() {
        return done / seconds;
    }

    /** CPU seconds for so many units. */
    double cpuSecondsFor(long units) {
        return cpuSeconds * units / asked;
    }

    long lost() {
        return asked - done;
    }

    boolean undisturbed() {
        return foreignCores <= MOST_FOREIGN_CORES;
    }
}

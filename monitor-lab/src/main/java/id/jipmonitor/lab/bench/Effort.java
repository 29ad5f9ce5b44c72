package id.jipmonitor.lab.bench;

/**
 * What one run took.
 *
 * @param seconds by the monotonic clock
 * @param cpuSeconds of this process and of the programs it ran, user and kernel together
 * @param foreignCores cores' worth of work that others did on the machine meanwhile
 * @param asked echoes
 * @param answered echoes
 */
record Effort(double seconds, double cpuSeconds, double foreignCores, long asked, long answered) {
    /** Above it the machine was too busy with something else for the run to count. */
    static final double MOST_FOREIGN_CORES = 0.1;

    double perSecond() {
        return answered / seconds;
    }

    /** CPU seconds for 100,000 echoes. */
    double cpuPer100k() {
        return cpuSeconds * 100_000 / asked;
    }

    long lost() {
        return asked - answered;
    }

    boolean undisturbed() {
        return foreignCores <= MOST_FOREIGN_CORES;
    }
}

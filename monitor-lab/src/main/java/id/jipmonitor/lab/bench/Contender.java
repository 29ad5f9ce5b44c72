package id.jipmonitor.lab.bench;

import java.io.IOException;

/**
 * One of those that do the same work in turn.
 *
 * @param <T> the work that it can do
 */
interface Contender<T extends Task> {
    /** The word for it in the figures. */
    String name();

    /**
     * Does the work once.
     *
     * @return how many units were done well: echoes answered, connections made
     */
    long run(T task) throws IOException, InterruptedException;
}

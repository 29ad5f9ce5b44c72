package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * One of those that do the same work in turn.
 *
 * @param <T> the work that it can do
 */
interface Contender<T extends Task> {
    /** The word for it in the figures. */
    String name();

    /** The program whose processor time is the contender's, where that is not this one with the programs it runs. */
    default OptionalLong program() {
        return OptionalLong.empty();
    }

    /** The part of the work that it does, where the whole would take it too long; its figures are told by the unit. */
    default T share(T whole) {
        return whole;
    }

    /**
     * Does the work once.
     *
     * @return how many units were done well: echoes answered, connections made
     */
    long run(T task) throws IOException, InterruptedException;
}

package id.jipmonitor.lab.bench;

import java.io.IOException;

/** One of those that do the same work in turn. */
interface Contender {
    /** The word for it in the figures. */
    String name();

    /**
     * Does the work once.
     *
     * @return how many echoes were answered
     */
    long run(EchoTask task) throws IOException, InterruptedException;
}

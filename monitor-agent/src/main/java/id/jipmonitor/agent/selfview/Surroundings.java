package id.jipmonitor.agent.selfview;

import java.util.Optional;

/** What the host says of its own network at this moment. */
interface Surroundings {
    /** The interface that probes leave by has carrier and an address. */
    boolean interfaceUp();

    /** Address of the default gateway. */
    Optional<String> gateway();
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One of those whose round-trip times are held against the wire. */
interface PingTimes {
    /** The word for it in the figures. */
    String name();

    /**
     * Sends echoes one after the other.
     *
     * @param count a multiple of {@value AgentTimes#ROUND}
     * @return the time of each echo in order of sending; empty where it has none that it vouches for
     */
    List<Optional<Duration>> ping(InetAddress target, int count, Duration gap) throws IOException, InterruptedException;
}

package id.jipmonitor.agent.uplink;

import java.time.Instant;
import java.util.Optional;

/**
 * How the connection to the server stands.
 *
 * @param connected whether a server has said Welcome on a connection that is up
 * @param since when that began
 * @param server the server, or the last one tried
 * @param problem why there is no connection, for the operator
 * @param serverAheadMillis how far the server's clock was ahead of ours at the last Welcome
 * @param sentBatches since the start of the program
 * @param acknowledgedResults since the start of the program
 */
public record UplinkStatus(
        boolean connected,
        Instant since,
        String server,
        Optional<String> problem,
        long serverAheadMillis,
        long sentBatches,
        long acknowledgedResults) {
    UplinkStatus welcomed(Instant at, String by, long aheadMillis) {
        return new UplinkStatus(true, at, by, Optional.empty(), aheadMillis, sentBatches, acknowledgedResults);
    }

    UplinkStatus ended(Instant at, String tried, String why) {
        Instant begun = connected ? at : since;
        return new UplinkStatus(
                false, begun, tried, Optional.of(why), serverAheadMillis, sentBatches, acknowledgedResults);
    }

    UplinkStatus sent() {
        return new UplinkStatus(
                connected, since, server, problem, serverAheadMillis, sentBatches + 1, acknowledgedResults);
    }

    UplinkStatus acknowledged(long results) {
        return new UplinkStatus(
                connected, since, server, problem, serverAheadMillis, sentBatches, acknowledgedResults + results);
    }
}

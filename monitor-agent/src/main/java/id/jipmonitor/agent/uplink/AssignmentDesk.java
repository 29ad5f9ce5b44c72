package id.jipmonitor.agent.uplink;

import java.util.List;
import java.util.Optional;

/** Where offers are handed in. */
public interface AssignmentDesk {
    /** Hash of the assignment that is applied now. */
    Optional<String> hash();

    /** Applies the offer whole or not at all; returns why not, one line each, or nothing. May take a while. */
    List<String> offered(String hash, String document);
}

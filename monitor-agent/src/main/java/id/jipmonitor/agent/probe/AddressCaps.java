package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.net.InetAddress;
import java.util.Optional;

/** The owner's caps for one address, for targets whose address is known only after their name was looked up. */
@FunctionalInterface
public interface AddressCaps {
    /** Charges a round to the address that its target's name turned out to be; or says which cap it would pass. */
    Optional<String> refuse(ProbeSpec spec, InetAddress address);
}

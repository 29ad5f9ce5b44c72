package id.jipmonitor.lab.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A network that this machine plays to itself. A cut takes every protocol of its addresses together. */
public interface LabNetwork extends AutoCloseable {
    /** The address at which a far end of the network file is found here. */
    InetAddress addressOf(String target);

    /** The address at which the hub's own services are found from every side. */
    InetAddress hubAddress();

    /** An address beyond the wire that is never cut, by which an agent at the hub can tell that it sees. */
    Optional<InetAddress> anchor();

    /** Runs code where the far ends are; sockets that it opens can be bound to their addresses and stay there. */
    <T> T atFarSide(Callable<T> work);

    /** The command line that starts a program at a site with that address, so that its packets cross the wire. */
    List<String> commandAt(InetAddress site, List<String> command);

    /** Lets a service fall silent on cuts that this network cannot make itself. */
    void attach(Severable service);

    /**
     * Cuts addresses off: no packet reaches or leaves them until {@link #heal}.
     *
     * @param name what to heal it by
     */
    void cut(String name, List<Prefix> prefixes);

    /** Undoes a cut; nothing happens when there is none of that name. */
    void heal(String name);

    /** Names of the present cuts, in order. */
    List<String> cuts();

    /** Changes what happens to packets towards addresses; refused by a network without a wire. */
    void impair(List<Prefix> prefixes, Impairment impairment);

    /** One line for people: what kind of network this is. */
    String description();

    @Override
    void close();
}

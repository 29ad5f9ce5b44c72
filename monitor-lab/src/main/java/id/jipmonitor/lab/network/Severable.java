package id.jipmonitor.lab.network;

import java.net.InetAddress;
import java.util.function.Predicate;

/** A far-end service that can fall silent by itself, for networks that cannot cut its packets. */
public interface Severable {
    /** Falls silent on these addresses and speaks on all others. */
    void sever(Predicate<InetAddress> cut);
}

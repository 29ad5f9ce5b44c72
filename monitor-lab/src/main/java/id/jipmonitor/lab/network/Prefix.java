package id.jipmonitor.lab.network;

import java.net.InetAddress;

/**
 * A block of addresses, IPv4 or IPv6.
 *
 * @param bits how many leading bits all its addresses share
 */
public record Prefix(InetAddress network, int bits) {
    public Prefix {
        int most = network.getAddress().length * 8;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "prefix " + network.getHostAddress() + ": expected 0 to " + most + " bits. Found: " + bits);
        }
    }

    /** One address alone. */
    public static Prefix of(InetAddress address) {
        return new Prefix(address, address.getAddress().length * 8);
    }

    /** Reads {@code 10.1.0.0/16}, {@code 10.1.2.3} or the same in IPv6. */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return slash < 0 ? of(network) : new Prefix(network, Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether the address, in network byte order, lies in the block; an address of the other family does not. */
    boolean contains(byte[] address) {
        byte[] own = network.getAddress();
        if (own.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
            if (((own[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}

package id.jipmonitor.protocol.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A block of addresses (RFC 4632, RFC 4291 section 2.3).
 *
 * @param network its first address; the bits after the prefix are 0
 * @param prefixLength 0 to 32 or 0 to 128
 */
public record Cidr(InetAddress network, int prefixLength) {
    /** @throws IllegalArgumentException when the prefix is too long or the network has bits after it */
    public Cidr {
        byte[] bytes = network.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException(
                    "prefix: expected 0 to " + bytes.length * 8 + ". Found: " + prefixLength);
        }
        if (!Arrays.equals(masked(bytes, prefixLength), bytes)) {
            throw new IllegalArgumentException("network: expected no bits after the prefix. Found: "
                    + network.getHostAddress() + "/" + prefixLength);
        }
    }

    /** The block of that size that the address lies in. */
    static Cidr around(InetAddress address, int prefixLength) {
        try {
            return new Cidr(InetAddress.getByAddress(masked(address.getAddress(), prefixLength)), prefixLength);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the same length is an address", e);
        }
    }

    /** Whether the address lies in the block; never for an address of the other family. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] own = network.getAddress();
        int whole = prefixLength / 8;
        if (bytes.length != own.length || !Arrays.equals(bytes, 0, whole, own, 0, whole)) {
            return false;
        }
        int rest = prefixLength % 8;
        return rest == 0 || (bytes[whole] ^ own[whole]) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] result = address.clone();
        for (int bit = prefix; bit < result.length * 8; bit++) {
            result[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return result;
    }
}

package id.jipmonitor.protocol.settings;

/**
 * Where a TCP peer is, or where to listen.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 0 to 65535; 0 takes a free one and makes sense only for listening
 */
public record HostPort(String host, int port) {
    /** @throws IllegalArgumentException when the port is none */
    public HostPort {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535. Found: " + port);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

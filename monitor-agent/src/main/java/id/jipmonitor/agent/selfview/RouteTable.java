package id.jipmonitor.agent.selfview;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the kernel's IPv4 routes as /proc/net/route writes them. */
final class RouteTable {
    private static final Pattern COLUMNS = Pattern.compile("\\s+");
    private static final int UP = 0x1;
    private static final int GATEWAY = 0x2;

    /** Where what has no other way goes. */
    record DefaultRoute(String networkInterface, Optional<String> gateway, int metric) {}

    private RouteTable() {}

    /** The default route with the least metric. */
    static Optional<DefaultRoute> defaultRoute(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> COLUMNS.splitAsStream(line.strip()).toList())
                .filter(columns -> columns.size() >= 8)
                .filter(columns ->
                        columns.get(1).equals("00000000") && columns.get(7).equals("00000000"))
                .filter(columns -> (flags(columns) & UP) != 0)
                .map(columns -> new DefaultRoute(
                        columns.get(0),
                        (flags(columns) & GATEWAY) == 0 ? Optional.empty() : Optional.of(address(columns.get(2))),
                        Integer.parseInt(columns.get(6))))
                .min(Comparator.comparingInt(DefaultRoute::metric));
    }

    private static int flags(List<String> columns) {
        return Integer.parseInt(columns.get(3), 16);
    }

    /** The kernel prints the address as one number of this machine, on every Linux we run on with the first byte last. */
    private static String address(String hex) {
        int value = HexFormat.fromHexDigits(hex);
        return (value & 0xff) + "." + (value >>> 8 & 0xff) + "." + (value >>> 16 & 0xff) + "." + (value >>> 24);
    }
}

package id.jipmonitor.agent.selfview;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This host. Remembers the interface of the default route, because the route vanishes with the interface. */
final class HostSurroundings implements Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(HostSurroundings.class);
    private static final Path ROUTES = Path.of("/proc/net/route");

    private final Optional<String> configured;
    private volatile @Nullable String remembered;

    HostSurroundings(Optional<String> configured) {
        this.configured = configured;
    }

    @Override
    public boolean interfaceUp() {
        try {
            String name = configured.orElse(routeInterface());
            return name == null ? anyUp() : up(NetworkInterface.getByName(name));
        } catch (SocketException unknown) {
            LOG.debug("interfaces cannot be listed: {}", unknown.getMessage());
            return false;
        }
    }

    @Override
    public Optional<String> gateway() {
        return route().flatMap(RouteTable.DefaultRoute::gateway);
    }

    private @Nullable String routeInterface() {
        route().ifPresent(route -> remembered = route.networkInterface());
        return remembered;
    }

    /** A host that never had a default route: anything up will do, the loopback only when there is nothing else. */
    private static boolean anyUp() throws SocketException {
        List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
        boolean onlyLoopback = true;
        for (NetworkInterface each : all) {
            boolean loopback = each.isLoopback();
            onlyLoopback &= loopback;
            if (!loopback && up(each)) {
                return true;
            }
        }
        return onlyLoopback && !all.isEmpty();
    }

    private static boolean up(@Nullable NetworkInterface networkInterface) throws SocketException {
        return networkInterface != null
                && networkInterface.isUp()
                && networkInterface.inetAddresses().findAny().isPresent();
    }

    private static Optional<RouteTable.DefaultRoute> route() {
        try {
            return RouteTable.defaultRoute(Files.readAllLines(ROUTES));
        } catch (IOException | NumberFormatException unreadable) {
            LOG.debug("{} cannot be read: {}", ROUTES, unreadable.getMessage());
            return Optional.empty();
        }
    }
}

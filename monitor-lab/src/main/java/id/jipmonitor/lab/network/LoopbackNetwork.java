package id.jipmonitor.lab.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The network of a user who may have no namespaces: every far end is an address of 127.0.0.0/8. The kernel answers ICMP
 * of them all, so ICMP cannot be cut here; TCP and SNMP services fall silent themselves.
 */
public final class LoopbackNetwork implements LabNetwork {
    private final List<Severable> services = new CopyOnWriteArrayList<>();
    private final Map<String, List<Prefix>> cuts = new TreeMap<>();

    /** 10.a.b.c becomes 127.a.b.c; the first 65,536 addresses, where the host's own services live, are moved up. */
    @Override
    public InetAddress addressOf(String target) {
        byte[] octets = InetAddress.ofLiteral(target).getAddress();
        if (octets.length != 4) {
            throw new LabException("loopback laboratory: expected IPv4 targets. Found: " + target);
        }
        int second = octets[1] == 0 ? 254 : octets[1] & 0xff;
        return InetAddress.ofLiteral("127." + second + "." + (octets[2] & 0xff) + "." + (octets[3] & 0xff));
    }

    @Override
    public InetAddress hubAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public Optional<InetAddress> anchor() {
        return Optional.empty();
    }

    @Override
    public <T> T atFarSide(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            // Whatever a service meets while it opens its sockets is the laboratory's failure to start.
            throw new LabException("loopback laboratory: " + failure, failure);
        }
    }

    @Override
    public List<String> commandAt(InetAddress site, List<String> command) {
        return command;
    }

    @Override
    public void attach(Severable service) {
        services.add(service);
    }

    @Override
    public synchronized void cut(String name, List<Prefix> prefixes) {
        cuts.put(name, List.copyOf(prefixes));
        tell();
    }

    @Override
    public synchronized void heal(String name) {
        cuts.remove(name);
        tell();
    }

    private void tell() {
        List<Prefix> all = cuts.values().stream().flatMap(List::stream).toList();
        Predicate<InetAddress> cut = address -> all.stream().anyMatch(prefix -> prefix.contains(address.getAddress()));
        services.forEach(service -> service.sever(cut));
    }

    @Override
    public synchronized List<String> cuts() {
        return new ArrayList<>(cuts.keySet());
    }

    @Override
    public void impair(List<Prefix> prefixes, Impairment impairment) {
        throw new LabException("impair: expected a laboratory in namespaces. Found: loopback, which has no wire");
    }

    @Override
    public String description() {
        return "loopback addresses, because this system gives this user no namespaces; ICMP cannot be cut here, TCP"
                + " and SNMP can";
    }

    @Override
    public void close() {
        services.clear();
    }
}

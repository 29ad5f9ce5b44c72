package id.jipmonitor.agent.probe.snmp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.snmp4j.Snmp;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * The engine identifiers of devices (RFC 3414 section 4), found out once for all probes of a device. Rounds that need one at
 * the same time wait for the first that asks, since a second discovery would take from the first what it has just learnt.
 */
final class DeviceEngines {
    private final Snmp snmp;
    private final Map<UdpAddress, CompletableFuture<Optional<OctetString>>> engines = new ConcurrentHashMap<>();

    DeviceEngines(Snmp snmp) {
        this.snmp = snmp;
    }

    /** What an earlier round found out. */
    Optional<OctetString> known(UdpAddress device) {
        CompletableFuture<Optional<OctetString>> known = engines.get(device);
        return known == null ? Optional.empty() : known.getNow(Optional.empty());
    }

    /** Forgets it, unless another round has found a new one meanwhile. */
    void forget(UdpAddress device, OctetString engine) {
        engines.computeIfPresent(
                device, (_, known) -> known.getNow(Optional.empty()).equals(Optional.of(engine)) ? null : known);
    }

    /**
     * Asks the device, again and again while there is time.
     *
     * @throws SnmpFailure SILENT when its engine does not answer
     */
    OctetString find(UdpAddress device, DeviceTime time) throws SnmpFailure, InterruptedException {
        while (time.left() > 0) {
            CompletableFuture<Optional<OctetString>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<OctetString>> first = engines.putIfAbsent(device, mine);
            Optional<OctetString> engine = first == null ? ask(device, mine, time) : await(first, time);
            if (engine.isPresent()) {
                return engine.get();
            }
        }
        throw new SnmpFailure(SnmpFailure.Kind.SILENT, "no answer to the engine discovery of SNMPv3");
    }

    private Optional<OctetString> ask(UdpAddress device, CompletableFuture<Optional<OctetString>> mine, DeviceTime time)
            throws InterruptedException {
        Optional<OctetString> engine = Optional.empty();
        try {
            engine = Optional.ofNullable(snmp.discoverAuthoritativeEngineID(device, time.millisForOneMessage()))
                    .map(OctetString::new);
        } finally {
            if (engine.isEmpty()) {
                engines.remove(device, mine);
            }
            mine.complete(engine);
        }
        if (Thread.interrupted()) { // SNMP4J gives up when it is interrupted, and says so by the flag only.
            throw new InterruptedException();
        }
        return engine;
    }

    private static Optional<OctetString> await(CompletableFuture<Optional<OctetString>> first, DeviceTime time)
            throws InterruptedException {
        try {
            return first.get(time.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

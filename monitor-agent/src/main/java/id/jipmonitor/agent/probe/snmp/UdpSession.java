package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/** Asks over the shared engine without occupying a thread of it; every PDU has a part of the device's time. */
final class UdpSession implements SnmpSession {
    private static final Map<OID, String> REPORTS = Map.of(
            SnmpConstants.usmStatsUnknownUserNames, "unknown user name",
            SnmpConstants.usmStatsWrongDigests, "wrong digest; check authentication protocol and passphrase",
            SnmpConstants.usmStatsDecryptionErrors, "cannot decrypt; check privacy protocol and passphrase",
            SnmpConstants.usmStatsUnsupportedSecLevels, "security level not supported for this user",
            SnmpConstants.usmStatsNotInTimeWindows, "not in time window",
            SnmpConstants.usmStatsUnknownEngineIDs, "unknown engine id");
    private static final Set<OID> ABOUT_THE_ENGINE =
            Set.of(SnmpConstants.usmStatsNotInTimeWindows, SnmpConstants.usmStatsUnknownEngineIDs);

    private final SnmpTransport transport;
    private final DeviceAccess access;
    private final DeviceTime time;
    private boolean understood;
    private int sent;
    private long startedAt;
    private long lastAnswer;

    UdpSession(SnmpTransport transport, DeviceAccess access, DeviceTime time) {
        this.transport = transport;
        this.access = access;
        this.time = time;
    }

    @Override
    public List<VariableBinding> get(List<OID> objects) throws SnmpFailure, InterruptedException {
        return persistently(PDU.GET, objects);
    }

    @Override
    public List<VariableBinding> next(List<OID> objects, int repetitions) throws SnmpFailure, InterruptedException {
        return repetitions == 0 ? persistently(PDU.GETNEXT, objects) : ask(PDU.GETBULK, objects, repetitions);
    }

    /** Asks what cannot be asked for in smaller parts: a lost datagram is asked again as long as there is time. */
    private List<VariableBinding> persistently(int type, List<OID> objects) throws SnmpFailure, InterruptedException {
        while (true) {
            try {
                return ask(type, objects, 0);
            } catch (SnmpFailure failure) {
                if (failure.kind() != SnmpFailure.Kind.SILENT || time.left() <= 0) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public int sent() {
        return sent;
    }

    @Override
    public Duration talked() {
        return Duration.ofNanos(lastAnswer - startedAt);
    }

    private List<VariableBinding> ask(int type, List<OID> objects, int repetitions)
            throws SnmpFailure, InterruptedException {
        try {
            return once(type, objects, repetitions);
        } catch (SnmpFailure failure) {
            if (understood || !access.doubt(failure.kind())) {
                throw failure;
            }
            return once(type, objects, repetitions);
        }
    }

    private List<VariableBinding> once(int type, List<OID> objects, int repetitions)
            throws SnmpFailure, InterruptedException {
        Target<UdpAddress> target = access.target(time);
        PDU pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        pdu.setType(type);
        objects.forEach(object -> pdu.add(new VariableBinding(object)));
        if (type == PDU.GETBULK) {
            pdu.setMaxRepetitions(repetitions);
            pdu.setNonRepeaters(0);
        }
        target.setTimeout(time.millisForOneMessage());
        target.setRetries(0);
        return answer(pdu, target);
    }

    private List<VariableBinding> answer(PDU pdu, Target<UdpAddress> target) throws SnmpFailure, InterruptedException {
        long nanos = time.forOneMessage();
        if (nanos <= 0) {
            throw new SnmpFailure(SnmpFailure.Kind.SILENT, described(pdu) + ": the device's time is over");
        }
        CompletableFuture<ResponseEvent<?>> answer = new CompletableFuture<>();
        ResponseListener listener = new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                answer.complete(event);
            }
        };
        try {
            startedAt = sent == 0 ? time.now() : startedAt;
            lastAnswer = sent == 0 ? startedAt : lastAnswer;
            sent++;
            transport.snmp().send(pdu, target, null, listener);
            return values(pdu, answer.get(nanos, TimeUnit.NANOSECONDS));
        } catch (IOException | ExecutionException failure) {
            throw new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(pdu) + ": " + failure.getMessage());
        } catch (TimeoutException silent) {
            throw silence(pdu);
        } finally {
            transport.snmp().cancel(pdu, listener);
        }
    }

    private SnmpFailure silence(PDU asked) {
        return transport.hears()
                ? new SnmpFailure(SnmpFailure.Kind.SILENT, described(asked) + ": no answer")
                : new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(asked) + ": this agent's SNMP engine has ended");
    }

    private List<VariableBinding> values(PDU asked, ResponseEvent<?> event) throws SnmpFailure {
        if (event.getError() != null) {
            throw new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(asked) + ": " + event.getError());
        }
        @Nullable PDU response = event.getResponse();
        if (response == null) {
            throw silence(asked);
        }
        lastAnswer = time.now();
        if (response.getType() == PDU.REPORT) {
            throw report(response.size() == 0 ? new OID() : response.get(0).getOid());
        }
        understood = true;
        if (response.getErrorStatus() != PDU.noError) {
            boolean tooBig = response.getErrorStatus() == PDU.tooBig;
            throw new SnmpFailure(
                    tooBig ? SnmpFailure.Kind.TOO_BIG : SnmpFailure.Kind.ERROR_STATUS,
                    described(asked) + ": " + response.getErrorStatusText());
        }
        return List.copyOf(response.getVariableBindings());
    }

    private static SnmpFailure report(OID object) {
        return new SnmpFailure(
                ABOUT_THE_ENGINE.contains(object) ? SnmpFailure.Kind.OTHER_ENGINE : SnmpFailure.Kind.REPORT,
                "report: " + REPORTS.getOrDefault(object, object.toDottedString()));
    }

    private static String described(PDU pdu) {
        String size = pdu.getType() == PDU.GETBULK ? "-" + pdu.getMaxRepetitions() : "";
        return PDU.getTypeString(pdu.getType()) + size + " of " + pdu.size() + " objects from "
                + pdu.get(0).getOid();
    }
}

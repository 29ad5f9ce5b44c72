package id.jipmonitor.agent.probe.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
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
    private static final long GRACE_MILLIS = 500;
    private static final Map<OID, String> REPORTS = Map.of(
            SnmpConstants.usmStatsUnknownUserNames, "unknown user name",
            SnmpConstants.usmStatsWrongDigests, "wrong digest; check authentication protocol and passphrase",
            SnmpConstants.usmStatsDecryptionErrors, "cannot decrypt; check privacy protocol and passphrase",
            SnmpConstants.usmStatsUnsupportedSecLevels, "security level not supported for this user",
            SnmpConstants.usmStatsNotInTimeWindows, "not in time window",
            SnmpConstants.usmStatsUnknownEngineIDs, "unknown engine id");

    private final Snmp snmp;
    private final Target<UdpAddress> target;
    private final LongSupplier nanoClock;
    private final long startedAt;
    private final long deadline;
    private final long pduNanos;
    private int sent;
    private long lastAnswer;

    /** @param deadline by the nano clock, for all PDUs together */
    UdpSession(Snmp snmp, Target<UdpAddress> target, LongSupplier nanoClock, long deadline, Duration waitingTime) {
        this.snmp = snmp;
        this.target = target;
        this.nanoClock = nanoClock;
        this.startedAt = nanoClock.getAsLong();
        this.deadline = deadline;
        this.pduNanos = waitingTime.toNanos() / 4;
        this.lastAnswer = startedAt;
    }

    @Override
    public List<VariableBinding> get(List<OID> objects) throws SnmpFailure, InterruptedException {
        return persistently(PDU.GET, objects);
    }

    @Override
    public List<VariableBinding> next(List<OID> objects, int repetitions) throws SnmpFailure, InterruptedException {
        if (repetitions == 0) {
            return persistently(PDU.GETNEXT, objects);
        }
        PDU pdu = pdu(PDU.GETBULK, objects);
        pdu.setMaxRepetitions(repetitions);
        pdu.setNonRepeaters(0);
        return ask(pdu);
    }

    /** Asks what cannot be asked for in smaller parts: a lost datagram is asked again as long as there is time. */
    private List<VariableBinding> persistently(int type, List<OID> objects) throws SnmpFailure, InterruptedException {
        while (true) {
            try {
                return ask(pdu(type, objects));
            } catch (SnmpFailure failure) {
                if (failure.kind() != SnmpFailure.Kind.SILENT || deadline - nanoClock.getAsLong() <= 0) {
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

    private PDU pdu(int type, List<OID> objects) {
        PDU pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        pdu.setType(type);
        objects.forEach(object -> pdu.add(new VariableBinding(object)));
        return pdu;
    }

    private List<VariableBinding> ask(PDU pdu) throws SnmpFailure, InterruptedException {
        long nanos = Math.min(pduNanos, deadline - nanoClock.getAsLong());
        if (nanos <= 0) {
            throw new SnmpFailure(SnmpFailure.Kind.SILENT, described(pdu) + ": the device's time is over");
        }
        Target<UdpAddress> once = target;
        once.setTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        once.setRetries(0);
        CompletableFuture<ResponseEvent<?>> answer = new CompletableFuture<>();
        ResponseListener listener = new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                snmp.cancel(event.getRequest(), this);
                answer.complete(event);
            }
        };
        try {
            sent++;
            snmp.send(pdu, once, null, listener);
            long limit = TimeUnit.NANOSECONDS.toMillis(nanos) + GRACE_MILLIS;
            return values(pdu, answer.get(limit, TimeUnit.MILLISECONDS));
        } catch (IOException | ExecutionException failure) {
            throw new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(pdu) + ": " + failure.getMessage());
        } catch (TimeoutException stuck) {
            throw new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(pdu) + ": this agent's SNMP engine is stuck");
        } finally {
            snmp.cancel(pdu, listener);
        }
    }

    private List<VariableBinding> values(PDU asked, ResponseEvent<?> event) throws SnmpFailure {
        if (event.getError() != null) {
            throw new SnmpFailure(SnmpFailure.Kind.NOT_SENT, described(asked) + ": " + event.getError());
        }
        @Nullable PDU response = event.getResponse();
        if (response == null) {
            throw new SnmpFailure(SnmpFailure.Kind.SILENT, described(asked) + ": no answer");
        }
        lastAnswer = nanoClock.getAsLong();
        if (response.getType() == PDU.REPORT) {
            OID object = response.size() == 0 ? new OID() : response.get(0).getOid();
            throw new SnmpFailure(
                    SnmpFailure.Kind.REPORT, "report: " + REPORTS.getOrDefault(object, object.toDottedString()));
        }
        if (response.getErrorStatus() != PDU.noError) {
            boolean tooBig = response.getErrorStatus() == PDU.tooBig;
            throw new SnmpFailure(
                    tooBig ? SnmpFailure.Kind.TOO_BIG : SnmpFailure.Kind.ERROR_STATUS,
                    described(asked) + ": " + response.getErrorStatusText());
        }
        return List.copyOf(response.getVariableBindings());
    }

    private static String described(PDU pdu) {
        String size = pdu.getType() == PDU.GETBULK ? "-" + pdu.getMaxRepetitions() : "";
        return PDU.getTypeString(pdu.getType()) + size + " of " + pdu.size() + " objects from "
                + pdu.get(0).getOid();
    }
}

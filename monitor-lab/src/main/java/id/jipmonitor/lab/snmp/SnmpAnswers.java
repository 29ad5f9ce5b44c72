package id.jipmonitor.lab.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * Answers SNMP v2c requests (RFC 3416) from a {@link Mib}: GET, GETNEXT and GETBULK; it cannot be written to. An
 * answer never exceeds what a UDP datagram of one Ethernet frame holds; GETBULK is cut short instead, as the RFC allows.
 *
 * <pre>
 *   SEQUENCE { INTEGER version (1 = v2c), OCTET STRING community, PDU }       (RFC 1901)
 * </pre>
 */
final class SnmpAnswers {
    private static final int VERSION_2C = 1;
    private static final int LARGEST_ANSWER = 1_472;
    private static final int MOST_BINDINGS = 128;
    private static final int MOST_REPETITIONS = 100;

    private final Mib mib;

    SnmpAnswers(Mib mib) {
        this.mib = mib;
    }

    /** The answer to a datagram, or none when it is no v2c request. */
    Optional<ByteBuffer> answer(ByteBuffer datagram, Duration running) {
        try {
            BERInputStream in = new BERInputStream(datagram);
            BER.MutableByte tag = new BER.MutableByte();
            BER.decodeHeader(in, tag);
            Integer32 version = new Integer32();
            version.decodeBER(in);
            OctetString community = new OctetString();
            community.decodeBER(in);
            if (tag.getValue() != BER.SEQUENCE || version.getValue() != VERSION_2C) {
                return Optional.empty();
            }
            PDU request = new PDU();
            request.decodeBER(in);
            return Optional.of(encode(community, respond(request, running)));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private PDU respond(PDU request, Duration running) {
        List<? extends VariableBinding> asked = request.getVariableBindings();
        PDU response = new PDU(PDU.RESPONSE, List.of());
        response.setRequestID(request.getRequestID());
        if (asked.size() > MOST_BINDINGS) {
            response.setErrorStatus(PDU.tooBig);
            return response;
        }
        switch (request.getType()) {
            case PDU.GET -> asked.forEach(each -> response.add(get(each.getOid(), running)));
            case PDU.GETNEXT -> asked.forEach(each -> response.add(next(each.getOid(), running)));
            case PDU.GETBULK -> bulk(request, response, running);
            default -> {
                response.addAll(asked);
                response.setErrorStatus(PDU.notWritable);
                response.setErrorIndex(1);
            }
        }
        return response;
    }

    private VariableBinding get(OID oid, Duration running) {
        return new VariableBinding(oid, mib.get(oid, running).orElse(Null.noSuchObject));
    }

    private VariableBinding next(OID oid, Duration running) {
        return mib.next(oid, running).orElseGet(() -> new VariableBinding(oid, Null.endOfMibView));
    }

    private void bulk(PDU request, PDU response, Duration running) {
        List<OID> last = new ArrayList<>();
        request.getVariableBindings().forEach(each -> last.add(each.getOid()));
        int single = Math.clamp(request.getNonRepeaters(), 0, last.size());
        for (int column = 0; column < single; column++) {
            response.add(next(last.get(column), running));
        }
        int repetitions = Math.clamp(request.getMaxRepetitions(), 0, MOST_REPETITIONS);
        for (int row = 0; row < repetitions && single < last.size(); row++) {
            for (int column = single; column < last.size(); column++) {
                VariableBinding found = next(last.get(column), running);
                response.add(found);
                if (!fits(response)) {
                    response.remove(response.size() - 1);
                    return;
                }
                last.set(column, found.getOid());
            }
        }
    }

    private static boolean fits(PDU response) {
        int headerAndCommunity = 64;
        return response.getBERLength() + headerAndCommunity <= LARGEST_ANSWER;
    }

    private static ByteBuffer encode(OctetString community, PDU response) throws IOException {
        if (!fits(response)) {
            response.clear();
            response.setErrorStatus(PDU.tooBig);
        }
        Integer32 version = new Integer32(VERSION_2C);
        int length = version.getBERLength() + community.getBERLength() + response.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(length + 8);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, length);
        version.encodeBER(out);
        community.encodeBER(out);
        response.encodeBER(out);
        return buffer.flip();
    }
}

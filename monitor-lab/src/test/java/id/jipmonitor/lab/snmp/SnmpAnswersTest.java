package id.jipmonitor.lab.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

class SnmpAnswersTest {
    private static final OID FIRST = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID LAST = new OID("1.3.6.1.2.1.1.5.0");

    private final SnmpAnswers answers = new SnmpAnswers(mib());

    @Test
    void get_knownAndUnknownOid_answersValueAndNoSuchObject() throws IOException {
        PDU answer = ask(request(PDU.GET, FIRST, new OID("1.3.9")), Duration.ZERO);
        assertThat(answer.get(0).toValueString()).isEqualTo("Hi");
        assertThat(answer.get(1).getVariable()).isEqualTo(Null.noSuchObject);
        assertThat(answer.getRequestID().getValue()).isEqualTo(77);
    }

    @Test
    void get_sysUpTimeLater_hasAdvanced() throws IOException {
        PDU answer = ask(request(PDU.GET, UP_TIME), Duration.ofSeconds(5));
        assertThat(answer.get(0).getVariable().toLong()).isEqualTo(100 + 500);
    }

    @Test
    void getNext_afterTheLast_answersEndOfMibView() throws IOException {
        PDU answer = ask(request(PDU.GETNEXT, FIRST, LAST), Duration.ZERO);
        assertThat(answer.get(0).getOid()).isEqualTo(UP_TIME);
        assertThat(answer.get(1).getVariable()).isEqualTo(Null.endOfMibView);
    }

    @Test
    void getBulk_nonRepeaterAndRepeater_answersRowByRow() throws IOException {
        PDU bulk = request(PDU.GETBULK, new OID("1.3"), new OID("1.3"));
        bulk.setNonRepeaters(1);
        bulk.setMaxRepetitions(2);
        PDU answer = ask(bulk, Duration.ZERO);
        assertThat(answer.getVariableBindings())
                .extracting(VariableBinding::getOid)
                .containsExactly(FIRST, FIRST, UP_TIME);
    }

    @Test
    void getBulk_moreThanADatagramHolds_isCutShortNotRefused() throws IOException {
        PDU bulk = request(PDU.GETBULK, new OID("1.3"));
        bulk.setMaxRepetitions(100);
        SnmpAnswers large = new SnmpAnswers(Snmprec.bundled("cisco-c3560"));
        ByteBuffer answer = large.answer(encode(bulk, 1), Duration.ZERO).orElseThrow();
        assertThat(answer.remaining()).isBetween(1_000, 1_472);
    }

    @Test
    void set_anything_isNotWritable() throws IOException {
        assertThat(ask(request(PDU.SET, FIRST), Duration.ZERO).getErrorStatus()).isEqualTo(PDU.notWritable);
    }

    @Test
    void datagram_otherVersionOrNoise_isNotAnswered() throws IOException {
        assertThat(answers.answer(encode(request(PDU.GET, FIRST), 0), Duration.ZERO))
                .isEmpty();
        assertThat(answers.answer(ByteBuffer.wrap(new byte[] {0x30, 0x05, 0x02}), Duration.ZERO))
                .isEmpty();
        assertThat(answers.answer(ByteBuffer.allocate(0), Duration.ZERO)).isEmpty();
    }

    private PDU ask(PDU request, Duration running) throws IOException {
        Optional<ByteBuffer> answer = answers.answer(encode(request, 1), running);
        BERInputStream in = new BERInputStream(answer.orElseThrow());
        BER.decodeHeader(in, new BER.MutableByte());
        new Integer32().decodeBER(in);
        new OctetString().decodeBER(in);
        PDU response = new PDU();
        response.decodeBER(in);
        return response;
    }

    private static PDU request(int type, OID... oids) {
        PDU pdu = new PDU(type, List.of(oids).stream().map(VariableBinding::new).toList());
        pdu.setRequestID(new Integer32(77));
        return pdu;
    }

    private static ByteBuffer encode(PDU pdu, int version) throws IOException {
        OctetString community = new OctetString("public");
        Integer32 number = new Integer32(version);
        int length = number.getBERLength() + community.getBERLength() + pdu.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(length + 8);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, length);
        number.encodeBER(out);
        community.encodeBER(out);
        pdu.encodeBER(out);
        return buffer.flip();
    }

    private static Mib mib() {
        try {
            return Snmprec.read("test", new StringReader("""
                    1.3.6.1.2.1.1.5.0|4|name
                    1.3.6.1.2.1.1.1.0|4x|4869
                    1.3.6.1.2.1.1.3.0|67|100
                    """));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.protocol.model.Measure;
import java.util.List;

/** One kind of facts; adds what it learns as it learns it, so that a failure leaves the rest. */
interface SnmpFacts {
    /**
     * @param into what was learnt
     * @return what is wrong with the answers, in words; empty when nothing is
     */
    String read(SnmpSession session, List<Measure> into) throws SnmpFailure, InterruptedException;
}

package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;

/** A step of the connection ended the round. */
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final transient Reason reason;

    StepFailure(Outcome outcome, Cause because, String detail) {
        super(detail);
        this.outcome = outcome;
        this.reason = new Reason(because, detail);
    }

    Outcome outcome() {
        return outcome;
    }

    Reason reason() {
        return reason;
    }
}

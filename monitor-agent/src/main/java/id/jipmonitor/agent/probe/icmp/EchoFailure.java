package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.Cause;

/** This host cannot exchange echoes; says nothing of any target. */
final class EchoFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Cause because;

    EchoFailure(Cause because, String detail) {
        super(detail);
        this.because = because;
    }

    /** {@code because}, since an exception's own cause is another thing. */
    Cause because() {
        return because;
    }
}

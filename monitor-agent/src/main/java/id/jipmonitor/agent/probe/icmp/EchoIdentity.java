package id.jipmonitor.agent.probe.icmp;

/** An ICMP identifier in use and the next sequence number below it. */
final class EchoIdentity {
    /** Which of the socket's lanes carries this identifier; raw sockets have one lane. */
    final int lane;

    final int id;

    private int sequence;

    EchoIdentity(int lane, int id, int firstSequence) {
        this.lane = lane;
        this.id = id;
        this.sequence = firstSequence;
    }

    int nextSequence() {
        int next = sequence;
        sequence = (sequence + 1) & 0xffff;
        return next;
    }
}

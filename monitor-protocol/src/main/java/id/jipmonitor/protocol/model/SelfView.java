package id.jipmonitor.protocol.model;

import java.time.Duration;
import java.time.Instant;

/**
 * What an agent knew about itself at one moment: the proof that it could see, or that it could not.
 *
 * @param at wall clock of the agent
 * @param interfaceUp whether the interface that probes leave by has carrier and an address
 * @param gateway what the default gateway answered
 * @param anchorsAnswered how many of {@code anchorsTotal} reference targets answered
 * @param schedulingLag how late the stall detector's last tick came
 * @param pause longest stop of the JVM since the view before
 * @param socketDrops packets that the kernel dropped on probe sockets since the view before
 * @param spoolResults results that wait in the spool
 * @param oldestSpooled age of the oldest of them; zero when empty
 */
public record SelfView(
        Instant at,
        boolean interfaceUp,
        Gateway gateway,
        int anchorsAnswered,
        int anchorsTotal,
        Duration schedulingLag,
        Duration pause,
        long socketDrops,
        long spoolResults,
        Duration oldestSpooled) {
    /** What is known of the default gateway. */
    public enum Gateway {
        /** It answered lately. */
        ANSWERS,
        /** It was asked and did not answer. */
        SILENT,
        /** There is none, or it is not asked. */
        NOT_PROBED
    }

    /** @throws IllegalArgumentException when a count is negative or more anchors answered than there are */
    public SelfView {
        if (anchorsAnswered < 0 || anchorsTotal < anchorsAnswered || socketDrops < 0 || spoolResults < 0) {
            throw new IllegalArgumentException("self-view: expected 0 <= answered <= anchors and counts >= 0. Found: "
                    + anchorsAnswered + "/" + anchorsTotal + ", drops " + socketDrops + ", spool " + spoolResults);
        }
    }
}

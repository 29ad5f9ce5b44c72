package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.BootId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Under which boots an agent came. One machine never comes back under a boot that it has left; two machines with one
 * certificate do, again and again.
 */
final class BootHistory {
    private static final int MAX_BOOTS = 16;

    private final Deque<BootId> boots = new ArrayDeque<>();

    /** Whether this boot had been left for another one before. */
    synchronized boolean comesBack(BootId boot) {
        if (boot.equals(boots.peekLast())) {
            return false;
        }
        boolean back = boots.remove(boot);
        boots.addLast(boot);
        if (boots.size() > MAX_BOOTS) {
            boots.removeFirst();
        }
        return back;
    }
}

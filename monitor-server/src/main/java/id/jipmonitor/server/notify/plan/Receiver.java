package id.jipmonitor.server.notify.plan;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Who is told, in which language, and by which channels.
 *
 * @param language Indonesian or English
 * @param zone in which times are written
 * @param sendResolved whether the end of a fault is told too
 */
public record Receiver(
        String name, Locale language, ZoneId zone, boolean sendResolved, List<Destination> destinations) {
    /**
     * An address on a channel.
     *
     * @param channel the channel type's name: {@code email}, {@code webhook}
     * @param address for e-mail a mailbox, for webhook the name of an entry of server.yaml's webhooks
     */
    public record Destination(String channel, String address) {}

    public Receiver {
        destinations = List.copyOf(destinations);
    }
}

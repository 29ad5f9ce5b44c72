package id.jipmonitor.agent.selfview;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes how long garbage collections stopped the program. Collections that run beside it are no pauses. */
final class PauseListener implements NotificationListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseListener.class);

    private final LongSupplier nanoClock;
    private final StallLog log = new StallLog();

    PauseListener(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (stopsTheProgram(each.getName()) && each instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
            }
        }
    }

    Duration worstSince(long nanos) {
        return log.worstSince(nanos);
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            log.add(nanoClock.getAsLong(), Duration.ofMillis(info.getGcInfo().getDuration()));
        }
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            try {
                if (stopsTheProgram(each.getName()) && each instanceof NotificationEmitter emitter) {
                    emitter.removeNotificationListener(this);
                }
            } catch (ListenerNotFoundException alreadyGone) {
                LOG.debug("{} had no listener", each.getName());
            }
        }
    }

    private static boolean stopsTheProgram(String collector) {
        String name = collector.toLowerCase(Locale.ROOT);
        return !name.contains("concurrent") && !name.contains("cycles");
    }
}

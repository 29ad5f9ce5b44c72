package id.jipmonitor.agent.schedule;

import java.util.function.Consumer;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;

/** Passes on which cadence Quartz itself found too late to fire. */
final class MisfireListener extends TriggerListenerSupport {
    private final Consumer<String> misfired;

    MisfireListener(Consumer<String> misfired) {
        this.misfired = misfired;
    }

    @Override
    public String getName() {
        return "misfires";
    }

    @Override
    public void triggerMisfired(Trigger trigger) {
        misfired.accept(trigger.getKey().getName());
    }
}

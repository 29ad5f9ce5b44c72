package id.jipmonitor.agent.schedule;

import java.time.Instant;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** The only Quartz job: says that a cadence is due. Quartz makes one for each firing. */
public final class CadenceJob implements Job {
    static final String FIRED = "fired";

    /** Who is told. */
    interface Fired {
        void fired(String key, Instant scheduled);
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        try {
            if (context.getScheduler().getContext().get(FIRED) instanceof Fired listener) {
                listener.fired(
                        context.getJobDetail().getKey().getName(),
                        context.getScheduledFireTime().toInstant());
            }
        } catch (SchedulerException gone) {
            throw new JobExecutionException(gone);
        }
    }
}

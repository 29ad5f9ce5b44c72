package id.jipmonitor.agent.schedule;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.quartz.CronExpression;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the rounds of an assignment.
 *
 * <p>Promise: a probe's round starts once per interval at the probe's own phase; a round that cannot start within 2 s (or
 * half the interval) of its time is skipped and said to be (MISFIRE), as is one whose predecessor still runs
 * (STILL_RUNNING); after a pause of the program or a step of the wall clock nothing is caught up. When connectivity of a
 * target changed, its probes have extra rounds ({@link FastCadenceRule}) and the way to it is traced ({@link PathRoundRule}).
 *
 * <p>Quartz says only that a cadence is due: one trigger per distinct cadence, in memory, one thread.
 */
public final class ProbeSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeSchedule.class);
    private static final String GROUP = "cadences";
    private static final Duration MISFIRE_THRESHOLD = Duration.ofSeconds(1);

    private final InstantSource wallClock;
    private final RoundRunner runner;
    private final ThreadTimer timer;
    private final Scheduler quartz;
    private final Map<String, CadencePlan> plans = new ConcurrentHashMap<>();
    private final Set<ProbeId> running = CadencePlan.noneRunning();
    private PathRounds paths;

    public ProbeSchedule(InstantSource wallClock, LongSupplier nanoClock, RoundRunner runner) {
        this.wallClock = wallClock;
        this.runner = runner;
        this.timer = new ThreadTimer(nanoClock);
        this.paths = new PathRounds(List.of(), timer, runner, running);
        try {
            this.quartz = new StdSchedulerFactory(quartzSettings()).getScheduler();
            quartz.getContext().put(CadenceJob.FIRED, (CadenceJob.Fired) this::fired);
            quartz.getListenerManager().addTriggerListener(new MisfireListener(this::misfired));
            quartz.start();
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("the scheduler did not start", impossible);
        }
        timer.every(Duration.ofSeconds(1), this::wakeSilent);
    }

    /** Cron expressions that Quartz cannot read or that never come, one line each; such probes cannot be scheduled. */
    public static List<String> problems(List<ProbeSpec> probes, Instant now) {
        return probes.stream()
                .map(ProbeSpec::cadence)
                .filter(Cadence.Cron.class::isInstance)
                .map(Cadence.Cron.class::cast)
                .distinct()
                .filter(each -> !comes(each, now))
                .map(each -> "assignment: cron: expected a Quartz expression whose time comes. Found: \""
                        + each.expression() + '"')
                .toList();
    }

    private static boolean comes(Cadence.Cron cron, Instant now) {
        try {
            CronExpression expression = new CronExpression(cron.expression());
            expression.setTimeZone(TimeZone.getTimeZone(cron.zone()));
            return expression.getNextValidTimeAfter(Date.from(now)) != null;
        } catch (ParseException | RuntimeException unreadable) {
            // Quartz answers some expressions by an exception of its parser's own, not only by its own kind.
            return false;
        }
    }

    /** Replaces what is scheduled; rounds under way end, none is started twice in a cycle. */
    public synchronized void apply(List<ProbeSpec> probes) {
        plans.values().forEach(CadencePlan::cancel);
        plans.clear();
        paths.cancel();
        paths = new PathRounds(probes, timer, runner, running);
        try {
            quartz.clear();
            Map<Cadence, List<ProbeSpec>> byCadence =
                    probes.stream().collect(Collectors.groupingBy(ProbeSpec::cadence));
            for (Map.Entry<Cadence, List<ProbeSpec>> each : byCadence.entrySet()) {
                schedule("cadence-" + plans.size(), each.getKey(), each.getValue());
            }
        } catch (SchedulerException impossible) {
            throw new IllegalStateException("the scheduler refused a trigger", impossible);
        }
        LOG.info("{} probes scheduled in {} cadences", probes.size(), plans.size());
    }

    @Override
    public void close() {
        try {
            quartz.shutdown(false);
        } catch (SchedulerException unclosed) {
            LOG.warn("the scheduler did not stop: {}", unclosed.getMessage());
        }
        timer.close();
    }

    private void schedule(String key, Cadence cadence, List<ProbeSpec> probes) throws SchedulerException {
        CadencePlan plan = new CadencePlan(cadence, probes, timer, runner, running, paths);
        plans.put(key, plan);
        if (cadence instanceof Cadence.Every every) {
            plan.enter(sinceCycleStart(every.interval()));
        }
        JobDetail job = newJob(CadenceJob.class).withIdentity(key, GROUP).build();
        quartz.scheduleJob(job, trigger(key, cadence));
    }

    private Trigger trigger(String key, Cadence cadence) {
        var trigger = newTrigger().withIdentity(key, GROUP).forJob(key, GROUP);
        return switch (cadence) {
            case Cadence.Every every ->
                trigger.startAt(Date.from(nextCycleStart(every.interval())))
                        .withSchedule(simpleSchedule()
                                .withIntervalInMilliseconds(every.interval().toMillis())
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                        .build();
            case Cadence.Cron cron ->
                trigger.withSchedule(cronSchedule(cron.expression())
                                .inTimeZone(TimeZone.getTimeZone(cron.zone()))
                                .withMisfireHandlingInstructionDoNothing())
                        .build();
        };
    }

    /** Cycles begin at whole multiples of the interval since 1970, so that a restart changes no probe's phase. */
    private Instant nextCycleStart(Duration interval) {
        return wallClock.instant().minus(sinceCycleStart(interval)).plus(interval);
    }

    private Duration sinceCycleStart(Duration interval) {
        return Duration.ofMillis(Math.floorMod(wallClock.millis(), interval.toMillis()));
    }

    private void fired(String key, Instant scheduled) {
        CadencePlan plan = plans.get(key);
        if (plan == null) {
            return;
        }
        Duration lateness = Duration.between(scheduled, wallClock.instant());
        if (lateness.compareTo(MISFIRE_THRESHOLD) > 0) {
            plan.misfire(lateness);
        } else {
            plan.fire(lateness.isNegative() ? Duration.ZERO : lateness);
        }
    }

    private void misfired(String key) {
        CadencePlan plan = plans.get(key);
        if (plan != null) {
            plan.misfire(MISFIRE_THRESHOLD);
        }
    }

    private void wakeSilent() {
        plans.forEach((key, plan) -> {
            if (plan.silent()) {
                LOG.warn("{} silent past its interval: the agent was paused or the clock put back", plan.cadence());
                restart(key, plan);
            }
        });
    }

    private void restart(String key, CadencePlan plan) {
        try {
            plan.woken();
            quartz.rescheduleJob(TriggerKey.triggerKey(key, GROUP), trigger(key, plan.cadence()));
        } catch (SchedulerException refused) {
            LOG.warn("{} could not be started anew: {}", plan.cadence(), refused.getMessage());
        }
    }

    private static Properties quartzSettings() {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "jip-agent-" + System.nanoTime());
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        settings.setProperty("org.quartz.jobStore.misfireThreshold", Long.toString(MISFIRE_THRESHOLD.toMillis()));
        return settings;
    }
}

package id.jipmonitor.server.alert;

import id.jipmonitor.server.timeline.LinkState;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a state changes so often that each change is no news. Of the last 20 samples, each that differs from the one
 * before counts with a weight from 0.80 (oldest) to 1.18 (newest); the sum over 20 is the share of change. Flapping
 * starts above 30 % and stops below 25 %; in between it stays as it was.
 *
 * @param samples the newest last; one more than is weighed, because the oldest needs one to differ from
 */
public record Flapping(List<LinkState> samples, boolean flapping) {
    private static final int WEIGHED = 20;
    private static final int LEAST_WEIGHT_PERCENT = 80;
    private static final int WEIGHT_STEP_PERCENT = 2;
    private static final int START_ABOVE_PERCENT = 30;
    private static final int STOP_BELOW_PERCENT = 25;

    /** Nothing seen yet. */
    public static final Flapping NONE = new Flapping(List.of(), false);

    public Flapping {
        samples = List.copyOf(samples);
    }

    /** After one more sample. */
    public Flapping next(LinkState sample) {
        List<LinkState> longer = new ArrayList<>(samples);
        longer.add(sample);
        List<LinkState> kept = longer.subList(Math.max(0, longer.size() - WEIGHED - 1), longer.size());
        int change = hundredths(kept);
        boolean now = flapping ? change >= STOP_BELOW_PERCENT * WEIGHED : change > START_ABOVE_PERCENT * WEIGHED;
        return new Flapping(kept, now);
    }

    /** The weighted share of change, per cent. */
    public double changePercent() {
        return (double) hundredths(samples) / WEIGHED;
    }

    private static int hundredths(List<LinkState> samples) {
        int sum = 0;
        for (int age = 0; age < samples.size() - 1; age++) {
            int newer = samples.size() - 1 - age;
            if (samples.get(newer) != samples.get(newer - 1)) {
                sum += LEAST_WEIGHT_PERCENT + WEIGHT_STEP_PERCENT * (WEIGHED - 1 - age);
            }
        }
        return sum;
    }
}

package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Lets contenders do the same task in turn, round after round, each round begun by another one. A round during which
 * others worked on the machine does not count and is run again, up to {@value #PATIENCE} times as many rounds as asked.
 */
final class Contest<T extends Task> {
    private static final int PATIENCE = 4;

    private final Machine machine;
    private final List<Contender<T>> contenders;
    private final Consumer<String> progress;

    Contest(Machine machine, List<Contender<T>> contenders, Consumer<String> progress) {
        this.machine = machine;
        this.contenders = List.copyOf(contenders);
        this.progress = progress;
    }

    /**
     * Every counted run.
     *
     * @param task its name
     * @param efforts by contender, in order of the rounds
     * @param discarded rounds that did not count
     */
    record Outcome(String task, Map<String, List<Effort>> efforts, int discarded) {
        /** The median of a figure. */
        double median(String contender, ToDoubleFunction<Effort> figure) {
            List<Effort> all = efforts.getOrDefault(contender, List.of());
            double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
            int middle = sorted.length / 2;
            if (sorted.length == 0) {
                return Double.NaN;
            }
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        /** All counted rounds. */
        int rounds() {
            return efforts.values().stream().mapToInt(List::size).max().orElse(0);
        }

        /** The worst run's loss. */
        long mostLost(String contender) {
            return efforts.getOrDefault(contender, List.of()).stream()
                    .mapToLong(Effort::lost)
                    .max()
                    .orElse(0);
        }
    }

    /** @param rounds how many must count; at least 1 */
    Outcome hold(T task, int rounds, boolean anyLoad) throws IOException, InterruptedException {
        progress.accept(task.name() + ": " + task.description() + "; one run each to warm up");
        round(task, 0);
        List<Effort[]> counted = new ArrayList<>();
        int discarded = 0;
        for (int round = 1; counted.size() < rounds && round <= rounds * PATIENCE; round++) {
            Effort[] efforts = round(task, round);
            boolean counts = anyLoad || Arrays.stream(efforts).allMatch(Effort::undisturbed);
            progress.accept(described(round, efforts) + (counts ? "" : "  (others worked meanwhile: not counted)"));
            if (counts) {
                counted.add(efforts);
            } else {
                discarded++;
            }
        }
        Map<String, List<Effort>> byName = new LinkedHashMap<>();
        for (int i = 0; i < contenders.size(); i++) {
            int place = i;
            byName.put(
                    contenders.get(i).name(),
                    counted.stream().map(each -> each[place]).toList());
        }
        return new Outcome(task.name(), byName, discarded);
    }

    private Effort[] round(T task, int round) throws IOException, InterruptedException {
        Effort[] efforts = new Effort[contenders.size()];
        for (int turn = 0; turn < efforts.length; turn++) {
            int who = (round + turn) % efforts.length;
            efforts[who] = machine.measure(contenders.get(who), task);
        }
        return efforts;
    }

    private String described(int number, Effort[] efforts) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  round %d:", number));
        for (int i = 0; i < efforts.length; i++) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %,.0f/s, lost %d",
                    contenders.get(i).name(),
                    efforts[i].perSecond(),
                    efforts[i].lost()));
        }
        return line.toString();
    }
}

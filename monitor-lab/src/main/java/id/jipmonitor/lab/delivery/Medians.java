package id.jipmonitor.lab.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several rounds by their name, in the order in which they first came. */
final class Medians {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String name, double figure) {
        figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure);
    }

    double median(String name) {
        double[] sorted = figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** All medians as KEY=VALUE; large ones whole, small ones to three digits. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        for (String name : figures.keySet()) {
            double median = median(name);
            String form = median >= 1_000 ? "%.0f" : "%.3f";
            line.append(' ').append(name).append('=').append(String.format(Locale.ROOT, form, median));
        }
        return line.toString();
    }

    /** The newest figures whose names begin with the prefix, for a person who watches. */
    String newest(String prefix) {
        StringBuilder line = new StringBuilder();
        figures.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                line.append(String.format(Locale.ROOT, "  %s %,.2f", name, values.getLast()));
            }
        });
        return line.toString();
    }
}

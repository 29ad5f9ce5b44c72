package id.jipmonitor.server.store.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct values of a column, by the order in which they came. */
final class Dictionary<T> {
    private final Map<T, Integer> positions = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int position(T value) {
        return positions.computeIfAbsent(value, each -> {
            values.add(each);
            return values.size() - 1;
        });
    }

    List<T> values() {
        return values;
    }
}

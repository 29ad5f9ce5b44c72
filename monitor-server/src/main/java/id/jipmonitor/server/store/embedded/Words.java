package id.jipmonitor.server.store.embedded;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A closed list of words by their position, which is what stored results hold; it may grow at its end only. */
final class Words<E extends Enum<E>> {
    private final List<E> words;
    private final Map<E, Integer> positions;

    Words(Class<E> type) {
        this.words = List.of(type.getEnumConstants());
        this.positions = new EnumMap<>(type);
        for (int i = 0; i < words.size(); i++) {
            positions.put(words.get(i), i);
        }
    }

    int position(E word) {
        return positions.getOrDefault(word, -1);
    }

    /** @throws IndexOutOfBoundsException when there is no word at that position */
    E at(int position) {
        return words.get(position);
    }
}

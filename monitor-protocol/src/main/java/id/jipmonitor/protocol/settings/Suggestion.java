package id.jipmonitor.protocol.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Pure: which known word a mistyped one was probably meant to be. */
final class Suggestion {
    private static final int LONGEST = 64;
    private static final int FEW = 12;

    private Suggestion() {}

    /** "Did you mean ...?" for the nearest word within a third of its length, else empty. */
    static String of(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return "";
        }
        String lower = typed.toLowerCase(Locale.ROOT).replace('-', '_');
        return known.stream()
                .filter(word -> word.length() <= LONGEST)
                .filter(word -> distance(lower, normal(word)) <= Math.max(1, word.length() / 3))
                .min(Comparator.<String>comparingInt(word -> distance(lower, normal(word)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(word -> "Did you mean " + word + "?")
                .orElse("");
    }

    /** A suggestion, or all known words when there are few and none is near. */
    static String orAll(String typed, Collection<String> known) {
        String near = of(typed, known);
        boolean few = !known.isEmpty() && known.size() <= FEW;
        return near.isEmpty() && few ? "Known here: " + String.join(", ", known) : near;
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Least number of insertions, deletions, replacements and swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            Arrays.setAll(table[i], j -> j);
            table[i][0] = i;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1);
                table[i][j] = Math.min(least, table[i - 1][j - 1] + change);
                if (swapped(a, b, i, j)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}

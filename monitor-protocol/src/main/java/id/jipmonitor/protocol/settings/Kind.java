package id.jipmonitor.protocol.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one scalar of a settings file becomes a typed value. {@link Kinds} has the usual ones.
 *
 * @param <T> what it becomes
 */
public interface Kind<T> {
    /** What a right value looks like, with bounds, to follow the word "expected". */
    String expected();

    /** @throws Unfit when the text is not a right value */
    T read(Source source) throws Unfit;

    /** A value as an operator would write it. */
    default String show(T value) {
        return String.valueOf(value);
    }

    /** When the values can be told one by one: all of them, for suggestions. */
    default List<String> choices() {
        return List.of();
    }

    /** Whether what was written must not be shown. */
    default boolean hidden() {
        return false;
    }

    /**
     * One scalar and where it stands.
     *
     * @param directory that relative paths start from
     * @param environment variables by name; null when not set
     */
    record Source(String text, Path directory, Function<String, @Nullable String> environment) {}

    /** The text is not a right value. */
    final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String hint;

        /** Not what {@link Kind#expected} says. */
        public Unfit() {
            this("", "");
        }

        /**
         * Not right for a reason of its own.
         *
         * @param expected in place of the kind's own; empty keeps that
         * @param hint what to do; may be empty
         */
        public Unfit(String expected, String hint) {
            super(expected, null, false, false);
            this.hint = hint;
        }

        String expected() {
            return String.valueOf(getMessage());
        }

        String hint() {
            return hint;
        }
    }
}

package id.jipmonitor.protocol.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A setting as it was read, or the memory that its problem has been noted. Readers read all values of a section first
 * and then {@link Section#build} the record, so that every problem of a file is found in one go.
 */
public final class Value<T> {
    private final @Nullable T content;

    private Value(@Nullable T content) {
        this.content = content;
    }

    public static <T> Value<T> of(T content) {
        return new Value<>(content);
    }

    /** For a setting whose problem has been noted. */
    public static <T> Value<T> unusable() {
        return new Value<>(null);
    }

    /** What the supplier makes of other values; unusable when one of them is. */
    public static <T> Value<T> whole(Supplier<T> parts) {
        try {
            return of(parts.get());
        } catch (Unusable noted) {
            return unusable();
        }
    }

    /** The content; to be called inside {@link Section#build} or {@link #whole}, which end quietly when it is unusable. */
    public T get() {
        if (content == null) {
            throw new Unusable();
        }
        return content;
    }

    public Optional<T> ifUsable() {
        return Optional.ofNullable(content);
    }

    public <R> Value<R> map(Function<T, R> change) {
        return content == null ? unusable() : of(change.apply(content));
    }

    /** Ends a build whose parts had problems; those are noted already. */
    private static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable() {
            super("a part of the settings had a problem", null, false, false);
        }
    }
}

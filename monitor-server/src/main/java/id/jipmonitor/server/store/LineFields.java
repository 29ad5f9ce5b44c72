package id.jipmonitor.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** The fields of one line by type; every mistake is an IllegalArgumentException {@code key: expectation. Found: value}. */
final class LineFields {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    private final ObjectNode object;
    private final TreeSet<String> known = new TreeSet<>();

    LineFields(ObjectNode object) {
        this.object = object;
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    Optional<JsonNode> find(String key) {
        known.add(key);
        return Optional.ofNullable(object.get(key));
    }

    String text(String key) {
        return find(key).map(node -> text(key, node)).orElseThrow(() -> missing(key));
    }

    String text(String key, String otherwise) {
        return find(key).map(node -> text(key, node)).orElse(otherwise);
    }

    boolean flag(String key) {
        return find(key)
                .map(node -> {
                    require(node.isBoolean(), key, "true or false", node);
                    return node.booleanValue();
                })
                .orElse(false);
    }

    long integer(String key, long otherwise) {
        return find(key)
                .map(node -> {
                    require(node.isIntegralNumber() && node.canConvertToLong(), key, "a whole number", node);
                    return node.longValue();
                })
                .orElse(otherwise);
    }

    int count(String key, int otherwise) {
        return find(key)
                .map(node -> {
                    require(node.isIntegralNumber() && node.canConvertToInt(), key, "a whole number", node);
                    return node.intValue();
                })
                .orElse(otherwise);
    }

    Instant instant(String key) {
        String text = text(key);
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(noTime(key, text), e);
        }
        throw new IllegalArgumentException(noTime(key, text));
    }

    Duration seconds(String key) {
        return find(key).map(node -> seconds(key, node)).orElseThrow(() -> missing(key));
    }

    Duration seconds(String key, Duration otherwise) {
        return find(key).map(node -> seconds(key, node)).orElse(otherwise);
    }

    <E extends Enum<E>> E word(Class<E> type, String key, Optional<E> otherwise) {
        if (otherwise.isPresent() && !has(key)) {
            return otherwise.get();
        }
        String text = text(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + ": expected one of "
                        + Arrays.toString(type.getEnumConstants()) + ". Found: " + shown(text)));
    }

    /** To be called last: a key that nobody asked for is a mistake. */
    void refuseOthers() {
        for (String key : (Iterable<String>) object::fieldNames) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "expected keys of " + String.join(", ", known) + ". Found: " + shown(key));
            }
        }
    }

    static Duration seconds(String key, JsonNode node) {
        require(node.isNumber(), key, "seconds as a number", node);
        BigDecimal value = node.decimalValue();
        require(
                value.signum() >= 0 && value.compareTo(MAX_SECONDS) <= 0 && value.scale() <= 9 + 12,
                key,
                "0 to " + MAX_SECONDS + " seconds",
                node);
        BigDecimal nanos = value.multiply(NANOS).stripTrailingZeros();
        require(nanos.scale() <= 0, key, "at most nine digits after the point", node);
        return Duration.ofNanos(nanos.longValueExact());
    }

    static void require(boolean holds, String key, String expected, JsonNode found) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": expected " + expected + ". Found: " + shown(found.toString()));
        }
    }

    private static String text(String key, JsonNode node) {
        require(node.isTextual(), key, "text in quotation marks", node);
        return node.textValue();
    }

    private static IllegalArgumentException missing(String key) {
        return new IllegalArgumentException(key + ": expected on every line. Found: nothing");
    }

    private static String noTime(String key, String text) {
        return key + ": expected a time like 2026-03-02T01:00:00Z, 1970 to 2199. Found: " + shown(text);
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}

package id.jipmonitor.server.store.embedded;

import java.util.Arrays;

/** Numbers that become more. */
final class NumberList {
    private long[] numbers = new long[16];
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    long[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}

package id.jipmonitor.protocol.model;

/**
 * The place of a result in its agent's ledger. Numbers of one boot are contiguous from 1; a missing one is a hole that
 * somebody must explain.
 *
 * @param number 1 or more
 */
public record Sequence(BootId boot, long number) {
    /** @throws IllegalArgumentException when the number is below 1 */
    public Sequence {
        if (number < 1) {
            throw new IllegalArgumentException("sequence number: expected 1 or more. Found: " + number);
        }
    }
}

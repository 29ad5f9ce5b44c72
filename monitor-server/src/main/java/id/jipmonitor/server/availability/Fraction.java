package id.jipmonitor.server.availability;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact share of time.
 *
 * @param part milliseconds, 0 to whole
 * @param whole milliseconds, more than 0
 */
public record Fraction(long part, long whole) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws IllegalArgumentException when it is not a share */
    public Fraction {
        if (whole <= 0 || part < 0 || part > whole) {
            throw new IllegalArgumentException(
                    "fraction: expected 0 <= part <= whole and whole > 0. Found: " + part + "/" + whole);
        }
    }

    /** Whether it reaches a percentage; exact, nothing is rounded. */
    public boolean atLeast(BigDecimal percent) {
        return BigDecimal.valueOf(part).multiply(HUNDRED).compareTo(percent.multiply(BigDecimal.valueOf(whole))) >= 0;
    }

    /** As a percentage with that many decimals, truncated: 99.9999 with two decimals is 99.99, never 100.00. */
    public String percent(int decimals) {
        return BigDecimal.valueOf(part)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(whole), decimals, RoundingMode.DOWN)
                .toPlainString();
    }
}

package id.jipmonitor.server.notify.plan;

/**
 * One condition on an alert's labels; an absent label is the empty text.
 *
 * @param negated whether the label must differ
 */
public record Matcher(String label, String value, boolean negated) {
    /** Whether a label of that value fits. */
    public boolean fits(String found) {
        return found.equals(value) != negated;
    }

    @Override
    public String toString() {
        return label + (negated ? "!=" : "=") + value;
    }
}

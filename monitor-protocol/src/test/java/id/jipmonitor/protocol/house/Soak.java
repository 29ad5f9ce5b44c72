package id.jipmonitor.protocol.house;

/**
 * Whether the long variants of tests are asked for: {@code ./jip test --soak} sets the property {@code jip.soak}. The usual run
 * does the same with less.
 */
public final class Soak {
    private static final boolean ON = Boolean.getBoolean("jip.soak");

    private Soak() {}

    public static boolean asked() {
        return ON;
    }

    /** How much of something a test does. */
    public static int size(int usual, int soaking) {
        return ON ? soaking : usual;
    }

    /** Tells how far a long test is, one line; the usual run says nothing. */
    public static void progress(String line) {
        if (ON) {
            System.out.println("soak: " + line);
        }
    }
}

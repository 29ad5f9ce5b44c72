package id.jipmonitor.protocol.settings;

/** A number of bytes as settings write it: {@code 512 MiB}. */
public record DataSize(long bytes) {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    /** @throws IllegalArgumentException when negative */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size: expected 0 or more bytes. Found: " + bytes);
        }
    }

    public static DataSize ofMebibytes(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /** In the largest unit that needs no fraction. */
    @Override
    public String toString() {
        long rest = bytes;
        int unit = 0;
        while (rest != 0 && rest % 1024 == 0 && unit < UNITS.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + " " + UNITS[unit];
    }
}

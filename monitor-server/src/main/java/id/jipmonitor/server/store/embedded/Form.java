package id.jipmonitor.server.store.embedded;

/** How a double is written: the shortest way that gives back the same one. Kept by position; grows at its end only. */
enum Form {
    /** Its eight bytes. */
    EXACT,
    WHOLE,
    /** Seconds are often whole nanoseconds. */
    BILLIONTHS;

    private static final double BILLION = 1e9;
    private static final Words<Form> FORMS = new Words<>(Form.class);

    static Form of(double value) {
        long whole = Math.round(value);
        if (same((double) whole, value) && Math.abs(whole) < 1L << 53) {
            return WHOLE;
        }
        long billionths = Math.round(value * BILLION);
        return same(billionths / BILLION, value) && Math.abs(billionths) < 1L << 42 ? BILLIONTHS : EXACT;
    }

    int position() {
        return FORMS.position(this);
    }

    /** @throws IndexOutOfBoundsException when there is none at that position */
    static Form at(int position) {
        return FORMS.at(position);
    }

    void write(double value, PackedWriter to) {
        switch (this) {
            case EXACT -> to.fixed64(Double.doubleToRawLongBits(value));
            case WHOLE, BILLIONTHS -> to.signed(number(value));
        }
    }

    double read(PackedReader from) {
        return switch (this) {
            case EXACT -> Double.longBitsToDouble(from.fixed64());
            case WHOLE, BILLIONTHS -> value(from.signed());
        };
    }

    /** The value as a whole number of this form's unit; its bits when it has none. */
    long number(double value) {
        return switch (this) {
            case EXACT -> Double.doubleToRawLongBits(value);
            case WHOLE -> Math.round(value);
            case BILLIONTHS -> Math.round(value * BILLION);
        };
    }

    /** The value of such a number. */
    double value(long number) {
        return switch (this) {
            case EXACT -> Double.longBitsToDouble(number);
            case WHOLE -> (double) number;
            case BILLIONTHS -> number / BILLION;
        };
    }

    /** Tells -0.0 from 0.0. */
    static boolean same(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
}

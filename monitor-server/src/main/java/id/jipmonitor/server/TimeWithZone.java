package id.jipmonitor.server;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time that says its zone. A day alone would begin at another moment for each reader, so it is refused. */
final class TimeWithZone implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("expected a time with its zone, like 2026-03-01T00:00:00Z or"
                    + " 2026-03-01T00:00:00+07:00. Found: " + value);
        }
    }
}

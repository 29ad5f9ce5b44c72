package id.jipmonitor.server;

import id.jipmonitor.server.report.RowFormat;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code ndjson} and {@code csv}, in small letters as commands are written. */
final class RowFormatName implements ITypeConverter<RowFormat> {
    @Override
    public RowFormat convert(String value) {
        return Arrays.stream(RowFormat.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected ndjson or csv. Found: " + value));
    }
}

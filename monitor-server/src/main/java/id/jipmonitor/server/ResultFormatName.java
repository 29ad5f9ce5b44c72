package id.jipmonitor.server;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a {@link ResultFormat}. */
final class ResultFormatName implements ITypeConverter<ResultFormat> {
    @Override
    public ResultFormat convert(String text) {
        return Arrays.stream(ResultFormat.values())
                .filter(each -> each.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(ResultFormat.values())
                                .map(ResultFormat::word)
                                .collect(Collectors.joining(", "))
                        + ". Found: " + text));
    }
}

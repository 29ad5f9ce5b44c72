package id.jipmonitor.agent;

import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A host name or an address on the command line, by the same rule as in settings; nothing is looked up. */
final class HostArgument implements ITypeConverter<String> {
    private static final Kind<String> HOST = Kinds.host();

    @Override
    public String convert(String value) {
        try {
            return HOST.read(new Kind.Source(value, Path.of(""), System::getenv));
        } catch (Kind.Unfit unfit) {
            throw new TypeConversionException("expected " + HOST.expected() + ". Found: " + value);
        }
    }
}

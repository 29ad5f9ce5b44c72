package id.jipmonitor.agent;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** HOST:PORT on the command line, by the same rule as in settings; nothing is looked up. */
final class ServerArgument implements ITypeConverter<HostPort> {
    private static final Kind<HostPort> SERVER = Kinds.hostPort(1);

    @Override
    public HostPort convert(String value) {
        try {
            return SERVER.read(new Kind.Source(value, Path.of(""), System::getenv));
        } catch (Kind.Unfit unfit) {
            throw new TypeConversionException("expected " + SERVER.expected() + ". Found: " + value);
        }
    }
}

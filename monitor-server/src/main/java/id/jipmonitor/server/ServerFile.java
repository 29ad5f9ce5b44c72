package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Reads server.yaml alone, for commands that must work while the other files are being mended. */
final class ServerFile {
    private ServerFile() {}

    /** The settings; empty when they have problems, which are written. */
    static Optional<ServerSettings> read(Path file, PrintWriter problems) {
        Reading reading = new Reading(System::getenv);
        Checked<ServerSettings> checked = reading.checked(reading.file(file).flatMap(ServerSettingsReader::read));
        checked.problems().forEach(problems::println);
        problems.flush();
        return checked.value();
    }
}

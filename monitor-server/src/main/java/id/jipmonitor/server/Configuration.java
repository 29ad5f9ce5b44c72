package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.InventoryReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The server's three files as one immutable whole; reading again makes another, so that a reload can swap or keep. */
public record Configuration(ServerSettings server, Inventory inventory, RulesSettings rules) {
    /**
     * Reads server.yaml and the two files that it names. It opens no socket and changes no file.
     *
     * @param environment variables by name, null when not set
     * @return the configuration, or every problem of all three files
     */
    public static Checked<Configuration> read(Path file, Function<String, @Nullable String> environment) {
        return read(file, new Reading(environment));
    }

    static Checked<Configuration> read(Path file, Reading reading) {
        return reading.checked(reading.file(file).flatMap(section -> whole(reading, section)));
    }

    /** The other files are read even when the first has problems, so that one look shows them all. */
    private static Optional<Configuration> whole(Reading reading, Section section) {
        ChannelNames channels = new ChannelNames(section.has("email"), section.names("webhooks"));
        Optional<Path> network = section.required("network", Kinds.path()).ifUsable();
        Optional<Path> rules = section.required("rules", Kinds.path()).ifUsable();
        Optional<ServerSettings> server = ServerSettingsReader.read(section);
        Optional<Inventory> inventory = network.flatMap(each -> InventoryReader.read(reading, each));
        Optional<RulesSettings> told = rules.flatMap(each -> RulesReader.read(reading, each, channels));
        return server.flatMap(
                first -> inventory.flatMap(second -> told.map(third -> new Configuration(first, second, third))));
    }
}

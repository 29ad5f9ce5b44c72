package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.InventoryReader;
import id.jipmonitor.server.notify.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        Reading reading = new Reading(environment);
        Optional<ServerSettings> server = reading.file(file).flatMap(ServerSettingsReader::read);
        return reading.checked(server.flatMap(each -> whole(reading, each)));
    }

    private static Optional<Configuration> whole(Reading reading, ServerSettings server) {
        ChannelNames channels = new ChannelNames(
                server.email().isPresent(),
                server.webhooks().stream().map(WebhookSettings::name).collect(Collectors.toSet()));
        Optional<Inventory> inventory = InventoryReader.read(reading, server.networkFile());
        Optional<RulesSettings> rules = RulesReader.read(reading, server.rulesFile(), channels);
        return inventory.flatMap(network -> rules.map(each -> new Configuration(server, network, each)));
    }
}

package id.jipmonitor.lab;

import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.InventoryReader;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads a network file with the server's own reader, so that the laboratory plays what the server will judge. */
final class NetworkFile {
    private NetworkFile() {}

    static LabPlan plan(Path file) {
        return LabPlan.of(inventory(file));
    }

    static Inventory inventory(Path file) {
        Checked<Inventory> read = InventoryReader.read(file);
        return read.value()
                .orElseThrow(() -> new LabException(
                        read.problems().stream().map(Object::toString).collect(Collectors.joining("\n         "))));
    }
}

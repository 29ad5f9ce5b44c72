package id.jipmonitor.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every store is chosen by settings of its own and has its section in the documentation. */
class StoreTypesTest {
    @Test
    void everyStore_hasItsSection() throws IOException {
        String page = Files.readString(Path.of("../docs/stores.md"));
        for (Class<?> settings : StoreSettings.class.getPermittedSubclasses()) {
            assertThat(page).contains("## `" + settings.getSimpleName().toLowerCase(Locale.ROOT) + "`");
        }
    }
}

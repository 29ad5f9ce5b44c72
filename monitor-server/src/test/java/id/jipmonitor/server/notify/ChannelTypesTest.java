package id.jipmonitor.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import id.jipmonitor.protocol.house.HouseRules;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.server.notify.email.EmailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChannelTypesTest {
    private static List<Channel> all() {
        return ChannelTypes.open(
                Optional.of(new EmailSettings(
                        new HostPort("127.0.0.1", 25),
                        EmailSettings.Security.NONE,
                        Optional.empty(),
                        "jip@example",
                        Duration.ofSeconds(1))),
                List.of());
    }

    @Test
    void list_everyImplementation_isInIt() {
        Set<String> written = HouseRules.mainClasses("id.jipmonitor.server.notify").stream()
                .filter(type -> type.isAssignableTo(Channel.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(all())
                .extracting(channel -> channel.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void docs_everyChannel_hasASection() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "channels.md"));
        assertThat(all()).allSatisfy(channel -> assertThat(docs).contains("\n## `" + channel.type() + "`\n"));
    }
}

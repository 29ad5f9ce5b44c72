package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances as tags: readable as they are, and exact whatever they hold. */
class InstanceTagTest {
    @Test
    void usualInterfaceName_staysAsItIs() {
        assertThat(InstanceTag.write("GigabitEthernet0/0/0.100")).isEqualTo("GigabitEthernet0/0/0.100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ether1", "a b,c=d+e", "ends with \\", "100%", "%41", "two\nlines", "\u0085\t\u0000", "日本"})
    void everyInstance_comesBack_andHasNoControlCharacter(String instance) {
        String tag = InstanceTag.write(instance);
        assertThat(InstanceTag.read(tag)).isEqualTo(instance);
        assertThat(tag.chars()).noneMatch(Character::isISOControl);
        assertThat(tag).doesNotEndWith("\\");
    }
}

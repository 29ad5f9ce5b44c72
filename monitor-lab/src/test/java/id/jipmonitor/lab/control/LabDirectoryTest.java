package id.jipmonitor.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabDirectoryTest {
    /** Above the kernel's largest pid. */
    private static final String DEAD = "jip-lab-99999999";

    @TempDir
    private Path parent;

    @Test
    void create_leftoverOfDeadRun_isSweptAndOthersStay() throws IOException {
        Files.createDirectories(parent.resolve(DEAD).resolve("server"));
        Files.writeString(parent.resolve(DEAD).resolve("server/file"), "x");
        Path foreign = Files.createDirectory(parent.resolve("jip-lab-notes"));
        LabDirectory own = LabDirectory.create(parent);
        assertThat(parent.resolve(DEAD)).doesNotExist();
        assertThat(foreign).exists();
        assertThat(own.path()).exists();
    }

    @Test
    void create_directory_isClosedToOthers() throws IOException {
        LabDirectory own = LabDirectory.create(parent);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void running_none_saysHowToStartOne() {
        assertThatThrownBy(() -> LabDirectory.running(parent))
                .isInstanceOf(IOException.class)
                .hasMessage("expected one running laboratory. Found: none; start one with `jip lab up --network FILE`"
                        + " or `jip lab demo`");
    }

    @Test
    void delete_own_removesEverything() throws IOException {
        LabDirectory own = LabDirectory.create(parent);
        Files.writeString(own.path().resolve("a"), "x");
        own.delete();
        assertThat(own.path()).doesNotExist();
    }
}

package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.lab.network.Enclosure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The demo as a person starts it, with the programs that were just built. */
class DemoIT {
    private static final String LIMIT_SECONDS = "400";
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void headlessDemo_onThisMachine_showsEverythingAndExitsZero() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Enclosure.javaCommand(
                LabMain.class, List.of("demo", "--headless", "--seconds", LIMIT_SECONDS, "--language", "en")));
        command.add(1, "-Djip.home=" + HOME);
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(output).isZero();
        assertThat(output.strip().lines().toList().getLast())
                .matches("demo: results=[1-9][0-9]* lost=0 incidents=2 notices=4 recovered=2");
    }
}

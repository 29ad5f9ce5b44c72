package id.jipmonitor.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FpingTest {
    @TempDir
    private Path directory;

    @Test
    void answered_summariesAndOtherWords_addsUpWhatWasReceived() throws IOException {
        Path output = Files.writeString(directory.resolve("out"), """
                127.1.0.1  : xmt/rcv/%loss = 20/19/5%, min/avg/max = 0.01/0.02/0.03
                127.1.0.10 : xmt/rcv/%loss = 1/1/0%, min/avg/max = 0.01/0.01/0.01
                127.1.0.11 : xmt/rcv/%loss = 1/0/100%
                127.1.0.12 : duplicate for [0], 64 bytes, 0.06 ms
                """);
        assertThat(Fping.answered(output)).isEqualTo(20);
    }
}

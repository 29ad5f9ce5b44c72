package id.jipmonitor.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTcpTest {
    @TempDir
    private Path directory;

    @Test
    void answered_goodAndBadChecks_countsTheGoodOnes() throws IOException {
        Path output = Files.writeString(directory.resolve("out"), """
                TCP OK - 0.000 second response time on 127.2.0.1 port 7400|time=0.000125s;;;0.000000;5.000000
                connect to address 127.2.0.2 and port 7401: Connection refused
                CRITICAL - Socket timeout
                TCP OK - 0.001 second response time on 127.2.0.4 port 7403|time=0.001125s;;;0.000000;5.000000
                """);
        assertThat(CheckTcp.answered(output)).isEqualTo(2);
    }
}

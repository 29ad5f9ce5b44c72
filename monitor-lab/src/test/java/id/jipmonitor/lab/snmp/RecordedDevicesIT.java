package id.jipmonitor.lab.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The real snmpbulkwalk reads every variable of every recorded device. */
class RecordedDevicesIT {
    static final List<String> WALKS = Snmprec.WALKS;

    @ParameterizedTest
    @FieldSource("WALKS")
    void snmpbulkwalk_recordedDevice_readsEveryVariable(String walk) throws IOException {
        Path tool = Path.of("/usr/bin/snmpbulkwalk");
        if (!Files.isExecutable(tool)) {
            fail("snmpbulkwalk not found: apt-get install snmp");
        }
        Mib mib = Snmprec.bundled(walk);
        try (SnmpDevices devices = new SnmpDevices(System::nanoTime)) {
            InetSocketAddress address = devices.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), mib);
            Process process = new ProcessBuilder(
                            tool.toString(),
                            "-v2c",
                            "-c",
                            "public",
                            "-On",
                            "-Cr25",
                            "127.0.0.1:" + address.getPort(),
                            ".1")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            long variables = output.lines()
                    .filter(line -> line.startsWith(".1.3.6.1.") && line.contains(" = "))
                    .filter(line -> !line.contains("No more variables"))
                    .count();
            assertThat(variables).as(output.lines().limit(3).toList() + " ...").isEqualTo(mib.size());
        }
    }
}

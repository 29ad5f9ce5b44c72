package id.jipmonitor.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private static final Kind<Duration> DURATION = Kinds.duration(Duration.ofMillis(1), Duration.ofDays(400));

    @ParameterizedTest
    @CsvSource({
        "500 ms, PT0.5S, 500 ms", "10s, PT10S, 10 s", "90 s, PT90S, 90 s", "300 s, PT5M, 5 m",
        "5 min, PT5M, 5 m", "24 h, PT24H, 1 d", "400 d, PT9600H, 400 d", "1500 us, PT0.0015S, 1500 us"
    })
    void duration_writtenWithUnit_isReadAndShown(String text, Duration value, String shown) throws Kind.Unfit {
        assertThat(read(DURATION, text)).isEqualTo(value);
        assertThat(DURATION.show(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "1.5 s", "-1 s", "10 S", "10 sec", "999999999999 d", "0 s", "s", "10 s s", "١٠ s"})
    void duration_writtenOtherwise_isUnfit(String text) {
        assertUnfit(DURATION, text);
    }

    @ParameterizedTest
    @CsvSource({"512 MiB, 536870912", "1GiB, 1073741824", "100 B, 100", "64 KiB, 65536"})
    void size_writtenWithUnit_isRead(String text, long bytes) throws Kind.Unfit {
        assertThat(read(Kinds.size(new DataSize(0), DataSize.ofMebibytes(1 << 20)), text)
                        .bytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"512", "512 MB", "1.5 GiB", "-1 B", "99999999999999 TiB"})
    void size_writtenOtherwise_isUnfit(String text) {
        assertUnfit(Kinds.size(new DataSize(0), DataSize.ofMebibytes(1 << 20)), text);
    }

    @ParameterizedTest
    @CsvSource({"20 %, 0.2", "0.2, 0.2", "0, 0.0", "100%, 1.0", "1, 1.0", "0.05 %, 0.0005"})
    void ratio_asShareOrPercent_isRead(String text, double value) throws Kind.Unfit {
        assertThat(read(Kinds.ratio(), text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 %", "1.1", "-0.1", "20", "NaN", "1e-3", "% 20"})
    void ratio_outsideOrMisspelt_isUnfit(String text) {
        assertUnfit(Kinds.ratio(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "fd00::1", "::1", "cpe-1.example.go.id", "localhost", "a", "_dmarc.x"})
    void host_nameOrAddress_isRead(String text) throws Kind.Unfit {
        assertThat(read(Kinds.host(), text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.256", "10.0.0", "1", "a b", "-a", "a-", "a..b", "", "fd00::g", "http://x", "a/b"})
    void host_otherwise_isUnfit(String text) {
        assertUnfit(Kinds.host(), text);
    }

    @Test
    void hostOfMoreThan253Characters_read_isUnfit() {
        assertUnfit(Kinds.host(), "a.".repeat(127));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:8443, 10.0.0.1, 8443",
        "[fd00::1]:1, fd00::1, 1",
        "server.example:65535, server.example, 65535"
    })
    void hostPort_wellFormed_isReadAndShownAlike(String text, String host, int port) throws Kind.Unfit {
        HostPort read = read(Kinds.hostPort(1), text);

        assertThat(read).isEqualTo(new HostPort(host, port));
        assertThat(read).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.0.0.1:0", "10.0.0.1:65536", "fd00::1:80", ":80", "a b:80"})
    void hostPort_otherwise_isUnfit(String text) {
        assertUnfit(Kinds.hostPort(1), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.1/8", "10.0.0.0", "x/8", "fd00::/129", "10.0.0.0/8/8", "10.0.0.0/"})
    void cidr_otherwise_isUnfit(String text) {
        assertUnfit(Kinds.cidr(), text);
    }

    @Test
    void cidr_address_containsOnlyItsFamilyAndPrefix() throws Exception {
        Cidr block = read(Kinds.cidr(), "10.35.0.0/16");

        assertThat(block.contains(InetAddress.ofLiteral("10.35.255.1"))).isTrue();
        assertThat(block.contains(InetAddress.ofLiteral("10.36.0.1"))).isFalse();
        assertThat(block.contains(InetAddress.ofLiteral("::ffff"))).isFalse();
        assertThat(read(Kinds.cidr(), "fd00::/8").contains(InetAddress.ofLiteral("fdff::1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "http:///x", "x", "http://user:word@host/", "http://a b/"})
    void uri_otherwise_isUnfit(String text) {
        assertUnfit(Kinds.uri("http", "https"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+07:00", "WIB", "Asia/Djakarta", "GMT+7", "/etc/passwd"})
    void zone_notOfTheDatabase_isUnfit(String text) {
        assertUnfit(Kinds.zone(), text);
    }

    private static <T> T read(Kind<T> kind, String text) throws Kind.Unfit {
        return kind.read(new Kind.Source(text, Path.of(""), name -> null));
    }

    private static void assertUnfit(Kind<?> kind, String text) {
        assertThatThrownBy(() -> read(kind, text)).isInstanceOf(Kind.Unfit.class);
    }
}

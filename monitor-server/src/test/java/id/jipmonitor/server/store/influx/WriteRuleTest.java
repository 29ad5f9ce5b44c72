package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.store.influx.WriteRule.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What influxd 1.6.7 said to each kind of write, and what later generations and proxies may say. */
class WriteRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204 |                                                                                 | WRITTEN",
                "400 | partial write: points beyond retention policy dropped=1                         | WRITTEN_BUT_OLD",
                "400 | partial write: field type conflict: input field \"f\" is type integer dropped=1 | APART",
                "400 | partial write: max-values-per-tag limit exceeded (4/3): tag=\"a\" dropped=1     | APART",
                "400 | unable to parse 'm,a=x f=NaN 1700000000000005': invalid number                  | APART",
                "413 | Request Entity Too Large                                                        | APART",
                "401 | authorization failed                                                            | OPERATOR",
                "403 | \"jip\" user is not authorized to write to database \"d\"                        | OPERATOR",
                "404 | database not found: \"d\"                                                        | OPERATOR",
                "500 | retention policy not found: nope                                                | OPERATOR",
                "301 | moved                                                                           | OPERATOR",
                "500 | timeout                                                                         | AGAIN",
                "500 | engine: cache-max-memory-size exceeded: (1/1)                                   | AGAIN",
                "503 | unavailable                                                                     | AGAIN",
                "429 | too many requests                                                               | AGAIN",
            })
    void answer_meansWhatCanBeDone(int status, String message, Verdict expected) {
        assertThat(WriteRule.of(status, String.valueOf(message))).isEqualTo(expected);
    }
}

package id.jipmonitor.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberRangeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 10, 1, 10, ''",
        "1, 10, 0, 20, ''",
        "1, 10, 1, 4, 5-10",
        "1, 10, 4, 10, 1-3",
        "1, 10, 4, 6, 1-3 7-10",
        "1, 10, 11, 20, 1-10",
        "5, 5, 5, 5, ''",
        "5, 4, 1, 9, ''"
    })
    void without_everyOverlap_leavesTheRest(long first, long last, long otherFirst, long otherLast, String rest) {
        List<NumberRange> left = new NumberRange(first, last).without(new NumberRange(otherFirst, otherLast));

        assertThat(String.join(
                        " ",
                        left.stream()
                                .map(each -> each.first() + "-" + each.last())
                                .toList()))
                .isEqualTo(rest);
    }
}

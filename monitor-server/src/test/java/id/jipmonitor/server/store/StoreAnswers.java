package id.jipmonitor.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/** When two answers are the same: all of it, but percentiles of a sketch within its error, sums within rounding. */
public final class StoreAnswers {
    private static final double ROUNDING = 1e-9;
    private static final RecursiveComparisonConfiguration SKETCHED = RecursiveComparisonConfiguration.builder()
            .withEqualsForFields(
                    (Double one, Double other) -> near(one, other, Latencies.RELATIVE_ERROR),
                    "rtt.value.median",
                    "rtt.value.p95",
                    "rtt.value.p99")
            .build();
    private static final RecursiveComparisonConfiguration SUMMED = RecursiveComparisonConfiguration.builder()
            .withEqualsForFields((Double one, Double other) -> near(one, other, ROUNDING), "increase")
            .build();

    private StoreAnswers() {}

    public static void assertEqual(List<Bucket> answer, List<Bucket> expected) {
        assertThat(answer).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(answer.get(i)).usingRecursiveComparison(SKETCHED).isEqualTo(expected.get(i));
        }
    }

    public static void assertEqualMeasures(List<MeasureBucket> answer, List<MeasureBucket> expected) {
        assertThat(answer).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(answer.get(i)).usingRecursiveComparison(SUMMED).isEqualTo(expected.get(i));
        }
    }

    private static boolean near(double one, double other, double error) {
        return Math.abs(one - other) <= error * Math.max(Math.abs(one), Math.abs(other)) * (1 + ROUNDING);
    }
}

package id.jipmonitor.server.store.influx;

/**
 * What an answer to a write means. The client's own word is not enough: it takes a missing retention policy for something
 * that passes.
 */
final class WriteRule {
    /** What to do. */
    enum Verdict {
        WRITTEN,
        /** What the retention policy would delete at once was left out; the rest is written. */
        WRITTEN_BUT_OLD,
        /** The server may take the same request later. */
        AGAIN,
        /** Some point can never be written; the others can. */
        APART,
        /** Nothing helps until an operator has mended something. */
        OPERATOR
    }

    private WriteRule() {}

    static Verdict of(int status, String message) {
        if (status >= 200 && status < 300) {
            return Verdict.WRITTEN;
        }
        return switch (status) {
            case 400 -> message.contains("points beyond retention policy") ? Verdict.WRITTEN_BUT_OLD : Verdict.APART;
            case 413, 422 -> Verdict.APART;
            case 408, 425, 429 -> Verdict.AGAIN;
            default -> status >= 500 && !isMissing(message) ? Verdict.AGAIN : Verdict.OPERATOR;
        };
    }

    /** InfluxDB 1.x answers 500 when the policy is missing, and 404 when the database is. */
    private static boolean isMissing(String message) {
        return message.contains("retention policy not found") || message.contains("database not found");
    }

    /** What an operator does about an answer. */
    static String advice(int status, String message) {
        if (status == 401 || status == 403) {
            return "Check user and password, and that the user may write to the database";
        }
        if (message.contains("retention policy not found")) {
            return "Restart the server to have it made, or mend `store.retention_policy`";
        }
        if (message.contains("database not found")) {
            return "Restart the server to have it made";
        }
        return "Check that `store.url` is that of an InfluxDB with the v1 API";
    }
}

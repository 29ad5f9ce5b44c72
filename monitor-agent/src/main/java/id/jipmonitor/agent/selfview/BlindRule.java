package id.jipmonitor.agent.selfview;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.SelfView;
import java.time.Duration;

/**
 * Whether a silence may be believed. Silence is evidence only from an observer that could see, so UNREACHABLE becomes
 * BLIND by the first line that fits; every other outcome stays, because an answer that came proves itself.
 *
 * <pre>
 *   outcome      interface  anchors answered  gateway      lag or pause   becomes
 *   -----------  ---------  ----------------  -----------  -------------  -------------------------------
 *   UNREACHABLE  down       -                 -            -              BLIND (SELF_INTERFACE_DOWN)
 *   UNREACHABLE  up         -                 -            >= Tmax / 2    BLIND (SELF_STALLED)
 *   UNREACHABLE  up         0 of >= 1         SILENT       less           BLIND (SELF_GATEWAY_SILENT)
 *   UNREACHABLE  up         0 of >= 1         NOT_PROBED   less           BLIND (SELF_ANCHORS_SILENT)
 *   UNREACHABLE  up         0 of >= 1         ANSWERS      less           stays: the fault lies behind the gateway
 *   UNREACHABLE  up         none configured   -            less           stays: nothing speaks against it
 *   UNREACHABLE  up         >= 1              -            less           stays
 *   any other    -          -                 -            -              stays
 * </pre>
 *
 * <p>Tmax / 2 is at least 1 s. A gateway alone never blinds: many routers do not answer echo requests.
 */
public final class BlindRule {
    private static final Duration LEAST_STALL = Duration.ofSeconds(1);

    private BlindRule() {}

    /** @param view taken after the round, with the worst lag and pause that overlapped it */
    public static ProbeResult judge(ProbeResult result, SelfView view) {
        if (result.outcome() != Outcome.UNREACHABLE) {
            return result;
        }
        Reason reason = blindness(result, view);
        return reason.cause() == Cause.NONE ? result : result.judged(Outcome.BLIND, reason);
    }

    private static Reason blindness(ProbeResult result, SelfView view) {
        if (!view.interfaceUp()) {
            return Reason.of(Cause.SELF_INTERFACE_DOWN);
        }
        Duration stall = longer(view.schedulingLag(), view.pause());
        if (stall.compareTo(longer(result.packets().waitingTime().dividedBy(2), LEAST_STALL)) >= 0) {
            return new Reason(Cause.SELF_STALLED, "stopped for " + stall.toMillis() + " ms");
        }
        boolean anchorsSilent = view.anchorsTotal() > 0 && view.anchorsAnswered() == 0;
        return anchorsSilent ? silence(view) : Reason.NONE;
    }

    private static Reason silence(SelfView view) {
        String detail = "0 of " + view.anchorsTotal() + " anchors";
        return switch (view.gateway()) {
            case SILENT -> new Reason(Cause.SELF_GATEWAY_SILENT, detail);
            case NOT_PROBED -> new Reason(Cause.SELF_ANCHORS_SILENT, detail);
            case ANSWERS -> Reason.NONE;
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

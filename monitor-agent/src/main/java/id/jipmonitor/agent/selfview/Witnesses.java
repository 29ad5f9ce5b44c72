package id.jipmonitor.agent.selfview;

import id.jipmonitor.protocol.model.SelfView.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The gateway and the anchors, asked all at once. */
final class Witnesses implements AutoCloseable {
    private static final Duration WAITING_TIME = Duration.ofSeconds(1);

    /** What they said. */
    record Testimony(Gateway gateway, int answered, int total) {}

    private final List<String> anchors;
    private final AnchorProbe probe;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Witnesses(List<String> anchors, AnchorProbe probe) {
        this.anchors = anchors;
        this.probe = probe;
    }

    Testimony ask(Optional<String> gateway) throws InterruptedException {
        Optional<Future<Boolean>> gatewayAnswer = gateway.map(this::ask);
        List<Future<Boolean>> answers = new ArrayList<>();
        anchors.forEach(each -> answers.add(ask(each)));
        int answered = 0;
        for (Future<Boolean> each : answers) {
            answered += answered(each) ? 1 : 0;
        }
        Gateway seen = Gateway.NOT_PROBED;
        if (gatewayAnswer.isPresent()) {
            seen = answered(gatewayAnswer.get()) ? Gateway.ANSWERS : Gateway.SILENT;
        }
        return new Testimony(seen, answered, anchors.size());
    }

    private Future<Boolean> ask(String target) {
        Callable<Boolean> question = () -> probe.answers(target, WAITING_TIME);
        return threads.submit(question);
    }

    private static boolean answered(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            // A witness that could not be asked has not answered; whatever the reason, it proves no sight.
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

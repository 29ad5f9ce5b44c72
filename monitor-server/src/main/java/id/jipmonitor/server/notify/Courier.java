package id.jipmonitor.server.notify;

import id.jipmonitor.server.notify.Outbox.Waiting;
import id.jipmonitor.server.notify.plan.Receiver.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries waiting messages to their channels. Messages to one address go out in order: while one waits for its next
 * attempt, those behind it wait too.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int MOST_AT_ONCE = 200;

    private final Outbox outbox;
    private final Map<String, Channel> channels;

    Courier(Outbox outbox, List<Channel> channels) {
        this.outbox = outbox;
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::type, Function.identity()));
    }

    /** One attempt for every message that is due, all addresses at once. Blocks for as long as the slowest needs. */
    void round(Instant now) {
        Map<Destination, List<Waiting>> due = outbox.waiting(MOST_AT_ONCE, now).stream()
                .collect(Collectors.groupingBy(each -> each.notice().destination()));
        try (ExecutorService addresses = Executors.newVirtualThreadPerTaskExecutor()) {
            due.values().forEach(messages -> addresses.execute(() -> inOrder(messages, now)));
        }
    }

    private void inOrder(List<Waiting> messages, Instant now) {
        for (Waiting each : messages) {
            if (each.nextAttempt().isAfter(now) || !attempt(each, now)) {
                return;
            }
        }
    }

    private boolean attempt(Waiting message, Instant now) {
        Receipt receipt = send(message.notice());
        boolean givenUp = RetryRule.givesUp(message.createdAt(), now);
        outbox.attempted(message, receipt, now, RetryRule.next(message.attempts() + 1, now), givenUp);
        Destination to = message.notice().destination();
        switch (receipt) {
            case Receipt.Delivered _ ->
                LOG.info(
                        "delivered to {} {}: {}",
                        to.channel(),
                        to.address(),
                        message.notice().subject());
            case Receipt.Recoverable later ->
                LOG.warn(
                        "{} {}: attempt {} failed, {}: {}",
                        to.channel(),
                        to.address(),
                        message.attempts() + 1,
                        givenUp ? "given up after three days" : "will be tried again",
                        later.answer());
            case Receipt.Permanent never ->
                LOG.error("{} {}: refused for good: {}", to.channel(), to.address(), never.answer());
        }
        return !(receipt instanceof Receipt.Recoverable) || givenUp;
    }

    private Receipt send(Notice notice) {
        Channel channel = channels.get(notice.destination().channel());
        return channel == null ? new Receipt.Permanent("no channel of that type is configured") : channel.send(notice);
    }
}

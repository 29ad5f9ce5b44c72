package id.jipmonitor.server.notify;

import id.jipmonitor.server.notify.email.EmailChannel;
import id.jipmonitor.server.notify.email.EmailSettings;
import id.jipmonitor.server.notify.webhook.WebhookChannel;
import id.jipmonitor.server.notify.webhook.WebhookSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** THE list of channels. A new one is a package, its contract test, a line here and a section in docs/channels.md. */
public final class ChannelTypes {
    private ChannelTypes() {}

    /** Every channel that the settings configure. */
    public static List<Channel> open(Optional<EmailSettings> email, List<WebhookSettings> webhooks) {
        List<Channel> channels = new ArrayList<>();
        email.ifPresent(settings -> channels.add(new EmailChannel(settings)));
        channels.add(new WebhookChannel(webhooks));
        return List.copyOf(channels);
    }
}

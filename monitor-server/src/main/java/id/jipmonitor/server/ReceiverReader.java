package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.server.notify.plan.Receiver;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one entry of {@code receivers}. */
final class ReceiverReader {
    /** A mailbox as settings allow it: one line, one @, no display name. */
    static final Kind<String> MAILBOX = Kinds.text(
            Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,253}"), "a mailbox, like noc@example.go.id");

    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
    private static final int MOST = 50;

    private ReceiverReader() {}

    static Value<Receiver> read(String name, Section section, ChannelNames channels) {
        Value<Locale> language = section.optional("language", Kinds.language(), Locale.of("id"));
        Value<ZoneId> zone = section.optional("zone", Kinds.zone(), JAKARTA);
        Value<Boolean> resolved = section.optional("send_resolved", Kinds.bool(), true);
        Value<List<String>> mailboxes = section.list("email", MAILBOX, 0, MOST);
        Value<List<String>> webhooks = section.list(
                "webhook", Kinds.reference("an entry of server.yaml's webhooks", channels.webhooks()), 0, MOST);
        if (section.has("email") && !channels.email()) {
            section.refuse("email", "expected a relay in server.yaml", "none", "Set email.relay there");
        }
        Value<Receiver> receiver = section.build(() -> new Receiver(
                name, language.get(), zone.get(), resolved.get(), destinations(mailboxes.get(), webhooks.get())));
        boolean nowhere = receiver.ifUsable()
                .filter(each -> each.destinations().isEmpty())
                .isPresent();
        return nowhere ? section.refuse("", "expected email or webhook", "neither", "") : receiver;
    }

    private static List<Receiver.Destination> destinations(List<String> mailboxes, List<String> webhooks) {
        List<Receiver.Destination> all = new ArrayList<>();
        mailboxes.forEach(each -> all.add(new Receiver.Destination("email", each)));
        webhooks.forEach(each -> all.add(new Receiver.Destination("webhook", each)));
        return all;
    }
}

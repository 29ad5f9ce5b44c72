package id.jipmonitor.server;

import java.util.Set;

/** The channels that server.yaml sets up, for receivers to refer to. */
record ChannelNames(boolean email, Set<String> webhooks) {
    ChannelNames {
        webhooks = Set.copyOf(webhooks);
    }
}

package id.jipmonitor.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.notify.plan.Receiver.Destination;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What every channel promises; each runs it against a real receiver of its own. */
public abstract class ChannelContract {
    /** How the other side behaves next. */
    public enum Peer {
        TAKES_IT,
        FAILS_FOR_NOW,
        REFUSES_FOR_GOOD,
        IS_AWAY
    }

    /** The channel towards a peer that behaves like that. */
    protected abstract Channel channelTo(Peer peer);

    /** An address that the channel serves. */
    protected abstract String address();

    /** An address that it cannot serve. */
    protected abstract String badAddress();

    /** Subjects or titles that arrived at the peer that takes notices. */
    protected abstract List<String> arrived();

    protected Notice notice(String subject) {
        return new Notice(
                "key-" + subject.hashCode(),
                "thread",
                new Destination(type(), address()),
                Locale.forLanguageTag("id"),
                Notice.Stage.FIRING,
                subject,
                "Tautan putus\n\u2014 Kabupaten Ngawi\n",
                "{\"title\":\"" + subject + "\"}");
    }

    /** By which receivers refer to the channel. */
    protected abstract String type();

    @Test
    void notice_peerTakesIt_isDeliveredAndArrives() {
        try (Channel channel = channelTo(Peer.TAKES_IT)) {
            assertThat(channel.send(notice("[PUTUS] Ngawi \u2014 12 tautan"))).isInstanceOf(Receipt.Delivered.class);
        }
        assertThat(arrived()).containsExactly("[PUTUS] Ngawi \u2014 12 tautan");
    }

    @Test
    void notice_peerFailsForNow_isRecoverable() {
        try (Channel channel = channelTo(Peer.FAILS_FOR_NOW)) {
            assertThat(channel.send(notice("later"))).isInstanceOf(Receipt.Recoverable.class);
        }
    }

    @Test
    void notice_peerIsAway_isRecoverable() {
        try (Channel channel = channelTo(Peer.IS_AWAY)) {
            assertThat(channel.send(notice("away"))).isInstanceOf(Receipt.Recoverable.class);
        }
    }

    @Test
    void notice_peerRefusesForGood_isPermanent() {
        try (Channel channel = channelTo(Peer.REFUSES_FOR_GOOD)) {
            assertThat(channel.send(notice("never"))).isInstanceOf(Receipt.Permanent.class);
        }
    }

    @Test
    void address_itCannotServe_isRefusedWithTheReason() {
        try (Channel channel = channelTo(Peer.TAKES_IT)) {
            assertThat(channel.type()).isEqualTo(type());
            assertThat(channel.refusal(address())).isEmpty();
            assertThat(channel.refusal(badAddress()).orElseThrow())
                    .contains("expected")
                    .contains(badAddress());
        }
    }
}

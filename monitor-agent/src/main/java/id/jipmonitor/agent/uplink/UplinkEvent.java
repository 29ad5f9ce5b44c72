package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message;

/** What the connection tells the session. */
sealed interface UplinkEvent {
    /** TLS is up and the server is who it should be. */
    record Secured() implements UplinkEvent {}

    record Received(Message message) implements UplinkEvent {}

    /** A batch that could not be put into a frame. */
    record Unsendable(long first, long last, String reason) implements UplinkEvent {}

    /** The connection has ended. */
    record Closed(String reason) implements UplinkEvent {}

    /** Something may be sent now. */
    record Wake() implements UplinkEvent {}
}

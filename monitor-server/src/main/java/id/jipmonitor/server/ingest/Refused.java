package id.jipmonitor.server.ingest;

import java.util.Locale;

/** Why a connection was ended by the server; label values of the metric and words of the log. */
enum Refused {
    /** The TLS handshake failed: no certificate, expired, of a foreign authority, in the wrong role. */
    TLS,
    /** The certificate names another agent than the message. */
    IDENTITY,
    /** The certificate was revoked. */
    REVOKED,
    /** The certificate has lapsed, and the agent wanted something else than the next one. */
    LAPSED,
    /** The certificate is good, but the network does not know the agent. */
    UNKNOWN_AGENT,
    /** The agent speaks a version that this server does not serve. */
    VERSION,
    /** No first message in time, or no message for too long. */
    SILENT,
    /** A message that has no place here. */
    OUT_OF_PLACE,
    /** A frame that is too long or no message. */
    MALFORMED,
    /** Too many connections, in all or of this address. */
    TOO_MANY,
    /** The transport broke. */
    TRANSPORT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

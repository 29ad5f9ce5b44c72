package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import java.time.Instant;
import java.util.Optional;

/** An alert that fires or has fired, with the link that it is about. */
record LinkAlert(LinkId link, Alert alert) implements Comparable<LinkAlert> {
    Instant startsAt() {
        return alert.startsAt();
    }

    Optional<Instant> endsAt() {
        return alert.endsAt();
    }

    @Override
    public int compareTo(LinkAlert other) {
        int byStart = startsAt().compareTo(other.startsAt());
        return byStart != 0 ? byStart : link.compareTo(other.link);
    }
}

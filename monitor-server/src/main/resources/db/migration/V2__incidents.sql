-- What happened to incidents, one row each time, never changed. Times are microseconds since 1970.
CREATE TABLE incident_log (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    entry TEXT NOT NULL,
    historic INTEGER NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    domain TEXT NOT NULL,
    subject TEXT NOT NULL,
    links TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    declared_at BIGINT NOT NULL,
    ends_at BIGINT,
    evidence TEXT NOT NULL
);

CREATE INDEX incident_log_incident ON incident_log (incident_id, seq);

-- One row: taking the next number also makes writers wait for each other.
CREATE TABLE incident_log_sequence (
    last_seq BIGINT NOT NULL
);

INSERT INTO incident_log_sequence (last_seq) VALUES (0);

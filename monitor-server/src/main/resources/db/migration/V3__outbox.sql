-- Messages on their way, and what each receiver was told. Times are microseconds since 1970.
CREATE TABLE outbox (
    notice_key TEXT NOT NULL PRIMARY KEY,
    thread TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    stage TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    attempted_at BIGINT,
    next_attempt_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL
);

CREATE INDEX outbox_waiting ON outbox (state, created_at);

CREATE TABLE told (
    group_key TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    told TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (group_key, incident_id)
);

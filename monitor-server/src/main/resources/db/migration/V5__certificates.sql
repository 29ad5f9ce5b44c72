-- Who may become an agent, who has, and who no longer is. Times are microseconds since 1970 UTC; of a token only the
-- SHA-256 of its secret is kept, in hexadecimal. Serial numbers are hexadecimal.
CREATE TABLE enrolment_tokens (
    token_hash   VARCHAR(64) NOT NULL PRIMARY KEY,
    agent        VARCHAR(64) NOT NULL,
    created_at   BIGINT      NOT NULL,
    expires_at   BIGINT      NOT NULL,
    used_at      BIGINT,
    cancelled_at BIGINT
);

CREATE TABLE issued_certificates (
    serial    VARCHAR(40) NOT NULL PRIMARY KEY,
    agent     VARCHAR(64) NOT NULL,
    issued_at BIGINT      NOT NULL,
    not_after BIGINT      NOT NULL,
    occasion  VARCHAR(16) NOT NULL
);

CREATE INDEX issued_certificates_by_agent ON issued_certificates (agent, issued_at);

-- Certificates of the agent that were issued before this are refused.
CREATE TABLE revocations (
    agent      VARCHAR(64)  NOT NULL PRIMARY KEY,
    revoked_at BIGINT       NOT NULL,
    reason     VARCHAR(200) NOT NULL
);

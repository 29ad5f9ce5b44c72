-- The delivery ledger: one row per boot of an agent. Ranges are text such as 1-500,502; explained is cause:ranges;...
CREATE TABLE delivery_ledger (
    agent VARCHAR(64) NOT NULL,
    boot CHAR(16) NOT NULL,
    received TEXT NOT NULL,
    explained TEXT NOT NULL,
    announced BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (agent, boot)
);

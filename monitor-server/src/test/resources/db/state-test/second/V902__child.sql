CREATE TABLE child (
    parent_id BIGINT NOT NULL REFERENCES parent (id)
);

package id.jipmonitor.server.web.account;

import id.jipmonitor.server.web.account.Account.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The SQL behind {@link Accounts}, understood by SQLite and PostgreSQL alike. */
final class AccountTables {
    private final Jdbi jdbi;

    AccountTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    int countUsers() {
        return jdbi.withHandle(AccountTables::count);
    }

    /** False when the name is taken. */
    boolean insertUser(Account account, String passwordHash, Instant now) {
        return jdbi.withHandle(handle -> insert(handle, account, passwordHash, now));
    }

    Optional<Stored> user(String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT name, role, password_hash FROM users WHERE name = :name")
                .bind("name", name)
                .mapToMap()
                .findOne()
                .map(row -> new Stored(account(row), text(row, "password_hash"))));
    }

    void insertSession(Token session, String user, Instant now, Instant expiresAt) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM sessions WHERE expires_at <= :now")
                    .bind("now", micros(now))
                    .execute();
            handle.createUpdate("INSERT INTO sessions (token_hash, user_name, created_at, expires_at)"
                            + " VALUES (:hash, :user, :now, :expires)")
                    .bind("hash", session.hash())
                    .bind("user", user)
                    .bind("now", micros(now))
                    .bind("expires", micros(expiresAt))
                    .execute();
        });
    }

    Optional<Account> session(Token session, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT u.name, u.role FROM sessions s"
                        + " JOIN users u ON u.name = s.user_name WHERE s.token_hash = :hash AND s.expires_at > :now")
                .bind("hash", session.hash())
                .bind("now", micros(now))
                .mapToMap()
                .findOne()
                .map(AccountTables::account));
    }

    void deleteSession(Token session) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM sessions WHERE token_hash = :hash")
                .bind("hash", session.hash())
                .execute());
    }

    void replaceSetupToken(Token token, Instant now, Instant expiresAt) {
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM setup_tokens");
            handle.createUpdate("INSERT INTO setup_tokens (token_hash, created_at, expires_at)"
                            + " VALUES (:hash, :now, :expires)")
                    .bind("hash", token.hash())
                    .bind("now", micros(now))
                    .bind("expires", micros(expiresAt))
                    .execute();
        });
    }

    boolean setupTokenValid(Token token, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM setup_tokens WHERE token_hash = :hash"
                                + " AND used_at IS NULL AND expires_at > :now")
                        .bind("hash", token.hash())
                        .bind("now", micros(now))
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    /** Uses the link up and makes the account in one transaction; false, and nothing changed, when either cannot be. */
    boolean useSetupToken(Token token, Account first, String passwordHash, Instant now) {
        return jdbi.inTransaction(handle ->
                count(handle) == 0 && markUsed(handle, token, now) == 1 && insert(handle, first, passwordHash, now));
    }

    /** The row's lock makes a second user of the same link wait, and then find it used. */
    private static int markUsed(Handle handle, Token token, Instant now) {
        return handle.createUpdate("UPDATE setup_tokens SET used_at = :now WHERE token_hash = :hash"
                        + " AND used_at IS NULL AND expires_at > :now")
                .bind("hash", token.hash())
                .bind("now", micros(now))
                .execute();
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM users")
                .mapTo(Integer.class)
                .one();
    }

    private static boolean insert(Handle handle, Account account, String passwordHash, Instant now) {
        return handle.createUpdate("INSERT INTO users (name, role, password_hash, created_at)"
                                + " VALUES (:name, :role, :hash, :now) ON CONFLICT (name) DO NOTHING")
                        .bind("name", account.name())
                        .bind("role", account.role().name())
                        .bind("hash", passwordHash)
                        .bind("now", micros(now))
                        .execute()
                == 1;
    }

    private static Account account(Map<String, Object> row) {
        return new Account(text(row, "name"), Role.valueOf(text(row, "role")));
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** An account with the hash of its password. */
    record Stored(Account account, String passwordHash) {
        /** Never the hash. */
        @Override
        public String toString() {
            return account.toString();
        }
    }
}

package id.jipmonitor.server.web.account;

import id.jipmonitor.server.web.account.Account.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/**
 * Local users and their sessions, kept in the relational state. Passwords are Argon2id hashes, sessions and set-up links
 * hashes of random secrets. Safe for many threads; at most two password hashes are computed at a time, because each
 * takes 19 MiB.
 */
public final class Accounts {
    /** How long a session lasts, used or not. */
    public static final Duration SESSION_LIFE = Duration.ofHours(12);
    /** How long a set-up link is good. */
    public static final Duration SETUP_LIFE = Duration.ofHours(24);

    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 128;
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    private final AccountTables tables;
    private final InstantSource clock;
    private final LoginGuard guard = new LoginGuard();
    private final Semaphore hashing = new Semaphore(2, true);
    private final String nobodysHash = PasswordHash.of(Token.random().value());

    public Accounts(Jdbi jdbi, InstantSource clock) {
        this.tables = new AccountTables(jdbi);
        this.clock = clock;
    }

    /** Whether anybody can sign in yet. */
    public boolean none() {
        return tables.countUsers() == 0;
    }

    /** Makes an account, as a trusted program does (the demo, a command line). Never {@link Creation#BAD_LINK}. */
    public Creation create(String name, String password, Role role) {
        Creation problem = check(name, password);
        if (problem != Creation.CREATED) {
            return problem;
        }
        return tables.insertUser(new Account(name, role), hashed(password), clock.instant())
                ? Creation.CREATED
                : Creation.NAME_TAKEN;
    }

    /** A new set-up link's secret, good once within {@link #SETUP_LIFE}; earlier ones end. */
    public Token offerSetup() {
        Token token = Token.random();
        Instant now = clock.instant();
        tables.replaceSetupToken(token, now, now.plus(SETUP_LIFE));
        return token;
    }

    /** Whether a set-up link still works. */
    public boolean setupOpen(Token token) {
        return tables.setupTokenValid(token, clock.instant());
    }

    /** Makes the first administrator and uses the link up; both happen or neither. */
    public Creation setUp(Token token, String name, String password) {
        if (!setupOpen(token)) {
            return Creation.BAD_LINK;
        }
        Creation problem = check(name, password);
        if (problem != Creation.CREATED) {
            return problem;
        }
        Account first = new Account(name, Role.ADMINISTRATOR);
        return tables.useSetupToken(token, first, hashed(password), clock.instant())
                ? Creation.CREATED
                : Creation.BAD_LINK;
    }

    /** @param address where the attempt came from, for the brake on guessing */
    public SignIn signIn(String typedName, String password, String address) {
        String name = typedName.strip().toLowerCase(Locale.ROOT);
        Optional<Instant> locked = guard.lockedUntil(name, address, clock.instant());
        if (locked.isPresent()) {
            return new SignIn.Locked(locked.get());
        }
        Optional<AccountTables.Stored> stored = tables.user(name);
        if (!matches(password, stored.map(AccountTables.Stored::passwordHash).orElse(nobodysHash))
                || stored.isEmpty()) {
            return refused(name, address);
        }
        guard.succeeded(name);
        return open(stored.get().account());
    }

    /** Who holds this session, if it is still good. */
    public Optional<Account> session(Token session) {
        return tables.session(session, clock.instant());
    }

    /** Whole seconds from now to then, at least 1; for a client that is told to wait. */
    public long secondsUntil(Instant then) {
        return Math.max(1, Duration.between(clock.instant(), then).toSeconds());
    }

    /** Ends a session. */
    public void signOut(Token session) {
        tables.deleteSession(session);
    }

    private SignIn refused(String name, String address) {
        Instant now = clock.instant();
        guard.failed(name, address, now);
        return guard.lockedUntil(name, address, now)
                .<SignIn>map(SignIn.Locked::new)
                .orElseGet(SignIn.Refused::new);
    }

    private SignIn open(Account account) {
        Token session = Token.random();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(SESSION_LIFE);
        tables.insertSession(session, account.name(), now, expiresAt);
        return new SignIn.Accepted(account, session, expiresAt);
    }

    private static Creation check(String name, String password) {
        if (!NAME.matcher(name).matches()) {
            return Creation.BAD_NAME;
        }
        boolean fits = password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD;
        return fits && !password.equalsIgnoreCase(name) ? Creation.CREATED : Creation.BAD_PASSWORD;
    }

    private String hashed(String password) {
        hashing.acquireUninterruptibly();
        try {
            return PasswordHash.of(password);
        } finally {
            hashing.release();
        }
    }

    private boolean matches(String password, String hash) {
        if (password.length() > LONGEST_PASSWORD) {
            return false;
        }
        hashing.acquireUninterruptibly();
        try {
            return PasswordHash.matches(password, hash);
        } finally {
            hashing.release();
        }
    }
}

package id.jipmonitor.server.web.account;

import java.time.Instant;

/** What became of an attempt to sign in. */
public sealed interface SignIn {
    /**
     * Let in.
     *
     * @param session secret for the cookie
     */
    record Accepted(Account account, Token session, Instant expiresAt) implements SignIn {}

    /** Name and password do not belong together; which of the two is wrong is not told. */
    record Refused() implements SignIn {}

    /** Too many failures; not even looked at. */
    record Locked(Instant until) implements SignIn {}
}

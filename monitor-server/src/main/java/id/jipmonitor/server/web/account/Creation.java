package id.jipmonitor.server.web.account;

/** What became of making an account. */
public enum Creation {
    CREATED,
    /** The name is not 1 to 64 of {@code a-z 0-9 . _ -}. */
    BAD_NAME,
    /** The password is shorter than 12 characters, longer than 128, or the name itself. */
    BAD_PASSWORD,
    NAME_TAKEN,
    /** The set-up link is unknown, used, expired, or an account exists already. */
    BAD_LINK
}

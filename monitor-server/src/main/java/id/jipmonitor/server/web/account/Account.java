package id.jipmonitor.server.web.account;

/**
 * A person who may sign in.
 *
 * @param name 1 to 64 of {@code a-z 0-9 . _ -}
 */
public record Account(String name, Role role) {
    /** What an account may do; each may do what the next may. */
    public enum Role {
        ADMINISTRATOR,
        OPERATOR,
        /** Reads only. */
        VIEWER
    }

    /** Whether it may change the operators' record. */
    public boolean mayAct() {
        return switch (role) {
            case ADMINISTRATOR, OPERATOR -> true;
            case VIEWER -> false;
        };
    }
}

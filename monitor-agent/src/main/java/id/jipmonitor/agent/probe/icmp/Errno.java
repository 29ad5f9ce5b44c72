package id.jipmonitor.agent.probe.icmp;

/** Linux error numbers that the sockets here may meet. */
final class Errno {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EMFILE = 24;
    static final int EMSGSIZE = 90;
    static final int EAFNOSUPPORT = 97;
    static final int EADDRNOTAVAIL = 99;
    static final int ENETDOWN = 100;
    static final int ENETUNREACH = 101;
    static final int ENOBUFS = 105;
    static final int ECONNREFUSED = 111;
    static final int EHOSTUNREACH = 113;

    private Errno() {}

    /** Whether trying again in a moment may help. */
    static boolean isPassing(int errno) {
        return errno == EAGAIN || errno == ENOBUFS;
    }

    /** What it means and, where this host can be put right, how. */
    static String described(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM: this host's own firewall refuses to send";
            case EACCES -> "EACCES: this host refuses to send to that address";
            case EMFILE -> "EMFILE: too many open files. Raise LimitNOFILE of the agent";
            case EMSGSIZE -> "EMSGSIZE: payload_bytes is larger than this host's interface lets through";
            case EAFNOSUPPORT -> "EAFNOSUPPORT: this host has no IPv6";
            case EADDRNOTAVAIL -> "EADDRNOTAVAIL: this host has no address of that family";
            case ENETDOWN -> "ENETDOWN: this host's interface is down";
            case ENETUNREACH -> "ENETUNREACH: this host has no route to that address";
            case ENOBUFS, EAGAIN -> "ENOBUFS: this host's send queue is full";
            case EHOSTUNREACH -> "EHOSTUNREACH: this host has no way to that address";
            default -> "errno " + errno;
        };
    }
}

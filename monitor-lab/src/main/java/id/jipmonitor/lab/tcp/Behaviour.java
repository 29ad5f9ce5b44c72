package id.jipmonitor.lab.tcp;

/** What a service does with a connection. A port without a service refuses by itself. */
public sealed interface Behaviour {
    /** Accepts, and reads until the client closes. */
    record Accept() implements Behaviour {}

    /**
     * Accepts and speaks first.
     *
     * @param text sent at once, in UTF-8
     */
    record Banner(String text) implements Behaviour {}

    /** Completes the handshake in the kernel, and never accepts. */
    record Silent() implements Behaviour {}
}
